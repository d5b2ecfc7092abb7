import { codecs } from "#codecs";

/**
 * CRC-32 of PNG chunks (ISO 3309, reflected 0xedb88320).
 * @param seed CRC of the bytes before these
 */
export function crc32(bytes: Uint8Array, seed: number = 0): number {
  return codecs.crc32(bytes, seed);
}

// The most bytes that can be added before the second sum leaves 32 bits (RFC 1950).
const run = 5552;
const prime = 65521;

/**
 * Adler-32 of zlib streams (RFC 1950).
 * @param seed Adler-32 of the bytes before these
 */
export function adler32(bytes: Uint8Array, seed: number = 1): number {
  let a = seed & 0xffff;
  let b = seed >>> 16;
  for (let start = 0; start < bytes.length; start += run) {
    const end = Math.min(start + run, bytes.length);
    let i = start;
    // Unrolled because the loop's own test would otherwise cost as much as the two sums.
    for (; i + 8 <= end; i += 8) {
      b += a += bytes[i]!;
      b += a += bytes[i + 1]!;
      b += a += bytes[i + 2]!;
      b += a += bytes[i + 3]!;
      b += a += bytes[i + 4]!;
      b += a += bytes[i + 5]!;
      b += a += bytes[i + 6]!;
      b += a += bytes[i + 7]!;
    }
    for (; i < end; i++) b += a += bytes[i]!;
    a %= prime;
    b %= prime;
  }
  return ((b << 16) | a) >>> 0;
}
