import { ciphers, unknownCipher, type Cipher } from "neuroveil/ciphers";
import { isInstalled } from "./optional-packages.ts";

/** To compare with; none where the laboratory is not installed. */
const baselines: readonly Cipher[] = isInstalled("@neuroveil/lab")
  ? (await import("@neuroveil/lab/baselines")).baselines
  : [];

/** Everything that can be measured: the library's ciphers, then the laboratory's baselines and controls. */
export const knownCiphers: readonly Cipher[] = [...ciphers, ...baselines];

const laboratory: ReadonlySet<Cipher> = new Set(baselines);

/** Whether a cipher is there to compare with, and encrypts no files. */
export function isLaboratory(cipher: Cipher): boolean {
  return laboratory.has(cipher);
}

/**
 * The cipher, baseline or control of an id.
 * @param expected what would have been right, for the refusal
 * @throws {NeuroveilError} "usage" for an id that does not exist
 */
export function knownCipher(id: string, expected: string = "the id of a cipher"): Cipher {
  const found = knownCiphers.find((cipher) => cipher.id === id);
  if (found !== undefined) return found;
  throw unknownCipher(
    expected,
    id,
    knownCiphers.map((cipher) => cipher.id),
  );
}
