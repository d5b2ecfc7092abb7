/** Reproducible words without structure; the tests need no secrets. */
export function randomWords(length: number, seed: number): Uint16Array {
  let x = Math.imul(seed + 1, 0x9e3779b9) | 1;
  return Uint16Array.from({ length }, () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return x >>> 16;
  });
}

export function randomBytes(length: number, seed: number): Uint8Array {
  return Uint8Array.from(randomWords(length, seed), (word) => word >>> 8);
}
