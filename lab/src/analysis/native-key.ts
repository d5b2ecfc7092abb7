import { chacha20 } from "@noble/ciphers/chacha.js";
import { sha256 } from "@noble/hashes/sha2.js";
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
 * `nonceBytes` at the end of a native key are a nonce and drawn anew (0: the cipher has none, and every
 * encryption is under the same native key). Where it says nothing, the native key is derived from a
 * content key and a nonce, so that all of it is another one for every image.
 *
 * @param count tells encryptions apart, 0 to 255
 */
export async function keyAsUsed(
  cipher: Cipher,
  key: Uint8Array,
  count: number,
): Promise<Uint8Array> {
  const secret = new Uint8Array(key.length + 1);
  secret.set(key);
  secret[key.length] = count;
  const fresh = await nativeKeyFrom(cipher, secret);
  fresh.set(key.subarray(0, keptBytes(cipher)));
  return fresh;
}

/**
 * Native keys that have nothing to do with `key` nor with each other, but can be had from it again: a
 * ChaCha20 keystream (RFC 8439), of which so many are drawn faster than by HKDF.
 *
 * @param label tells one set from another, 0 to 255
 */
export function otherKeys(
  cipher: Cipher,
  key: Uint8Array,
  count: number,
  label: number,
): readonly Uint8Array[] {
  const nonce = new Uint8Array(12).fill(label, 0, 1);
  const { bytes } = cipher.nativeKey;
  const stream = chacha20(sha256(key), nonce, new Uint8Array(count * bytes));
  return Array.from({ length: count }, (_, i) => stream.slice(i * bytes, (i + 1) * bytes));
}

/**
 * The native keys of several other encryptions, as by {@link keyAsUsed}: with a nonce of their own, or
 * all of the key another one where the cipher says nothing of a nonce.
 */
export function keysAsUsed(
  cipher: Cipher,
  key: Uint8Array,
  count: number,
  label: number,
): readonly Uint8Array[] {
  const kept = key.subarray(0, keptBytes(cipher));
  const keys = otherKeys(cipher, key, count, label);
  for (const other of keys) other.set(kept);
  return keys;
}

/** Bytes that all encryptions under one key have in common. */
function keptBytes({ nativeKey: { bytes, nonceBytes } }: Cipher): number {
  return nonceBytes === undefined ? 0 : bytes - nonceBytes;
}

/** Bytes of a native key that are a key and no public nonce. */
function secretBytes({ nativeKey: { bytes, nonceBytes = 0 } }: Cipher): number {
  return bytes - nonceBytes;
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

/**
 * Keys like a native key: each with all bits of one byte flipped, up to `count` of them and evenly
 * spread, and some in which the same bytes stand in another order, or all bits are flipped. Without
 * those of which no bit counts, because a number of 8 bytes has 53.
 */
export function changedKeys(cipher: Cipher, key: Uint8Array, count: number): readonly Uint8Array[] {
  const { values, valueBytes = 8 } = cipher.nativeKey;
  const rounded = values !== undefined && valueBytes === 8;
  const secret = secretBytes(cipher);
  const counting = Array.from({ length: secret }, (_, i) => i).filter((i) => !rounded || i % 8 < 7);
  const wanted = Math.min(count, counting.length);
  const flipped = Array.from({ length: wanted }, (_, i) => {
    const byte = counting[Math.floor((i * counting.length) / wanted)]!;
    return key.map((value, at) => (at === byte ? value ^ 255 : value));
  });
  if (rounded) return flipped;
  const ordered = (from: (i: number) => number): Uint8Array =>
    key.map((value, i) => (i < secret ? key[from(i)]! : value));
  const half = secret >> 1;
  const others = [
    ordered((i) => secret - 1 - i),
    ordered((i) => (i + 1) % secret),
    ordered((i) => (i + half) % secret),
    ordered((i) => (i ^ 1) % secret),
    key.map((value, i) => (i < secret ? value ^ 255 : value)),
  ];
  // A short key may be the same in another order.
  return [...flipped, ...others.filter((other) => other.some((value, i) => value !== key[i]))];
}

/** A key with one bit flipped, counted as {@link spreadBits} does. */
export function flipBit(key: Uint8Array, bit: number): Uint8Array {
  const flipped = key.slice();
  flipped[bit >> 3]! ^= 0x80 >> (bit & 7);
  return flipped;
}
