import type { Cipher } from "./cipher.ts";
import { cipherIds, loadCipher } from "./registry.ts";
import { unknownCipher } from "./unknown-cipher.ts";

/** Every cipher of the library, all of them loaded. Who wants one of them asks `loadCipher`. */
export const ciphers: readonly Cipher[] = await Promise.all(cipherIds.map(loadCipher));

/** @throws NeuroveilError "usage" for an id that is not in the registry */
export function cipherById(id: string): Cipher {
  const found = ciphers.find((cipher) => cipher.id === id);
  if (found) return found;
  throw unknownCipher("the id of a cipher", id, cipherIds);
}
