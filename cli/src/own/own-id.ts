import type { Cipher } from "neuroveil/ciphers";
import { NeuroveilError } from "neuroveil/errors";
import { knownCiphers } from "../registry/known-ciphers.ts";

/**
 * @param where the cipher comes from, as a message has it
 * @throws {NeuroveilError} "input" for the id of one of ours
 */
export function requireOwnId({ id }: Cipher, where: string): void {
  if (!knownCiphers.some((known) => known.id === id)) return;
  throw new NeuroveilError("input", {
    expected: `an id of its own for the cipher of ${where}`,
    got: `"${id}", which is one of ours`,
    todo: "choose another",
  });
}
