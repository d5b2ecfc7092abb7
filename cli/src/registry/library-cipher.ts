import type { Cipher } from "neuroveil/ciphers";
import { NeuroveilError } from "neuroveil/errors";
import { cipherIds, loadCipher } from "neuroveil/registry";

/**
 * The cipher of an id, to encrypt with.
 * @throws {NeuroveilError} "usage" for an id that does not exist, and for one of the laboratory, which
 *   `neuroveil ciphers` lists as well
 */
export async function libraryCipher(id: string): Promise<Cipher> {
  if (cipherIds.includes(id)) return await loadCipher(id);
  const { knownCipher } = await import("./known-ciphers.ts");
  knownCipher(id);
  throw new NeuroveilError("usage", {
    expected: "a cipher to encrypt with",
    got: `${id}, which is there to compare with`,
    todo: "take it in `analyze` or `compare`",
  });
}
