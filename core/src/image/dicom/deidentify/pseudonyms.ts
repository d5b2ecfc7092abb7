import { concat } from "../../../bytes/arrays.ts";
import { toHex } from "../../../bytes/hex.ts";
import { unshared } from "../../../bytes/unshared.ts";

/** What stands in place of identifiers: the same for the same, and not to be guessed without a key. */
export interface Pseudonyms {
  /** A UID of at most 64 characters. */
  uid(original: string): Promise<string>;
  /** A name of a patient's records, of letters and digits. */
  patient(original: Uint8Array): Promise<string>;
}

/**
 * Pseudonyms by HMAC-SHA-256: who does not know the key cannot try out which UID has become which.
 * @param key for HMAC-SHA-256
 */
export function keyedPseudonyms(key: CryptoKey): Pseudonyms {
  const hash = async (purpose: string, value: Uint8Array): Promise<Uint8Array> => {
    const message = concat([new TextEncoder().encode(`${purpose}\0`), value]);
    return new Uint8Array(await crypto.subtle.sign("HMAC", key, unshared(message))).subarray(0, 16);
  };
  return {
    async uid(original) {
      return uuidUid(await hash("uid", new TextEncoder().encode(original)));
    },
    async patient(original) {
      return toHex((await hash("patient", original)).subarray(0, 8)).toUpperCase();
    },
  };
}

/** A UID made of a UUID of version 8 (PS3.5, B.2; RFC 9562). */
function uuidUid(bytes: Uint8Array): string {
  const uuid = new Uint8Array(bytes);
  uuid[6] = 0x80 | (uuid[6]! & 0x0f);
  uuid[8] = 0x80 | (uuid[8]! & 0x3f);
  const number = uuid.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  return `2.25.${number}`;
}
