import type { Cipher } from "neuroveil/ciphers";

/**
 * A native key of the cipher's own length from one secret, by HKDF-SHA-256 with the cipher's id as
 * label, so that a run over several ciphers can be repeated from one number.
 *
 * @param secret any number of bytes; 32 for a full key
 */
export async function nativeKeyFrom(cipher: Cipher, secret: Uint8Array): Promise<Uint8Array> {
  const material = await crypto.subtle.importKey("raw", secret.slice(), "HKDF", false, [
    "deriveBits",
  ]);
  const info = new TextEncoder().encode(`neuroveil analysis native key ${cipher.id}`);
  const hkdf = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info };
  return new Uint8Array(await crypto.subtle.deriveBits(hkdf, material, 8 * cipher.nativeKey.bytes));
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
  const fresh = await nativeKeyFrom(cipher, Uint8Array.of(...key, count));
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
