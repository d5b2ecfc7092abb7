import { fastAdler32 } from "../../kernels/checksums/checksums-kernel.ts";
import { codecs } from "#codecs";

/**
 * CRC-32 of PNG chunks (ISO 3309, reflected 0xedb88320).
 * @param seed CRC of the bytes before these
 */
export function crc32(bytes: Uint8Array, seed: number = 0): number {
  return codecs.crc32(bytes, seed);
}

/**
 * Adler-32 of zlib streams (RFC 1950).
 * @param seed Adler-32 of the bytes before these
 */
export function adler32(bytes: Uint8Array, seed: number = 1): number {
  return fastAdler32(bytes, seed) ?? portableAdler32(bytes, seed);
}

/** Adler-32 of bytes whose parts have these, one after the other; `length` is the second part's. */
export function joinAdler32(first: number, second: number, length: number): number {
  const [a, b] = [first & 0xffff, first >>> 16];
  // The second part's sums began at 1 and 0.
  const low = (a + (second & 0xffff) - 1 + prime) % prime;
  const high = (b + (second >>> 16) + (length % prime) * (a - 1 + prime)) % prime;
  return ((high << 16) | low) >>> 0;
}

// The most bytes that can be added before the second sum leaves 32 bits (RFC 1950).
const run = 5552;
const prime = 65521;

/** Adler-32 where there is no WebAssembly SIMD. */
export function portableAdler32(bytes: Uint8Array, seed: number = 1): number {
  let a = seed & 0xffff;
  let b = seed >>> 16;
  for (let start = 0; start < bytes.length; start += run) {
    for (const byte of bytes.subarray(start, start + run)) b += a += byte;
    a %= prime;
    b %= prime;
  }
  return ((b << 16) | a) >>> 0;
}
