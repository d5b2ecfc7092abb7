import { maskMemory, readMask } from "./mask.ts";
import type { Scheme, Transform } from "./transform.ts";

/** A generator of 32-bit words (xorshift). */
export function words(seed: number): () => number {
  let x = Math.imul(seed + 1, 0x9e3779b9) | 1;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return x >>> 0;
  };
}

export function bytes(length: number, seed: number): Uint8Array {
  const word = words(seed);
  return Uint8Array.from({ length }, () => word() >>> 24);
}

/** A scheme's transform of `length` bytes, under a mask and words from a seed. */
export function keyed(scheme: Scheme, length: number, seed: number): Transform {
  const memory = maskMemory(length);
  memory.set(bytes(length, seed + 1));
  return scheme(readMask(memory, length), words(seed));
}
