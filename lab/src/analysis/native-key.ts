import type { Cipher } from "neuroveil/ciphers";

/** What HKDF-SHA-256 gives at the most under one label (RFC 5869, 2.3). */
const longestPart = 255 * 32;

/**
 * A native key of the cipher's own length from one secret, by HKDF-SHA-256 with the cipher's id as
 * label, so that a run over several ciphers can be repeated from one number. A key of more than 8,160
 * bytes is derived in parts of that length, numbered in the label from the second on.
 *
 * @param secret any number of bytes; 32 for a full key
 */
export async function nativeKeyFrom(cipher: Cipher, secret: Uint8Array): Promise<Uint8Array> {
  const material = await crypto.subtle.importKey("raw", secret.slice(), "HKDF", false, [
    "deriveBits",
  ]);
  const key = new Uint8Array(cipher.nativeKey.bytes);
  for (let start = 0, part = 0; start < key.length; start += longestPart, part++) {
    const label = `neuroveil analysis native key ${cipher.id}${part === 0 ? "" : ` ${part}`}`;
    const info = new TextEncoder().encode(label);
    const hkdf = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info };
    const length = Math.min(longestPart, key.length - start);
    key.set(new Uint8Array(await crypto.subtle.deriveBits(hkdf, material, 8 * length)), start);
  }
  return key;
}

/**
 * The native key of another encryption by somebody who uses the cipher as it is meant.
 *
 * `parameters.nonceBytes` bytes at the end of a native key are a nonce and drawn anew (0: the cipher
 * has none, and every encryption is under the same native key). Where it says nothing, the native key
 * is derived from a content key and a nonce, so that all of it is another one for every image.
 *
 * @param count tells encryptions apart, 0 to 255
 */
export async function keyAsUsed(
  cipher: Cipher,
  key: Uint8Array,
  count: number,
): Promise<Uint8Array> {
  const { nonceBytes } = cipher.parameters;
  const kept = typeof nonceBytes === "number" ? key.length - nonceBytes : 0;
  const secret = new Uint8Array(key.length + 1);
  secret.set(key);
  secret[key.length] = count;
  const fresh = await nativeKeyFrom(cipher, secret);
  fresh.set(key.subarray(0, kept));
  return fresh;
}

/** Bytes of a native key that are a key and no public nonce. */
function secretBytes({ nativeKey, parameters: { nonceBytes } }: Cipher): number {
  return nativeKey.bytes - (typeof nonceBytes === "number" ? nonceBytes : 0);
}

/**
 * Up to `count` bits of the secret part of a native key, first and last among them, evenly spread and
 * counted from the highest bit of the first byte.
 */
export function spreadBits(cipher: Cipher, count: number): readonly number[] {
  const last = 8 * secretBytes(cipher) - 1;
  const spread = Array.from({ length: count }, (_, i) => Math.round((i * last) / (count - 1)));
  return [...new Set(spread)];
}

/** A key with one bit flipped, counted as {@link spreadBits} does. */
export function flipBit(key: Uint8Array, bit: number): Uint8Array {
  const flipped = key.slice();
  flipped[bit >> 3]! ^= 0x80 >> (bit & 7);
  return flipped;
}
