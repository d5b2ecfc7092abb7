import { fastAdler32 } from "../kernels/adler32-kernel.ts";
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
