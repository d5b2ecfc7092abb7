/**
 * A uniform permutation of 0 to n - 1 by Fisher and Yates.
 *
 * @param word the next 32 bits of a generator
 */
export function drawPermutation(n: number, word: () => number): Uint32Array {
  const permutation = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = drawBelow(i + 1, word);
    const other = permutation[j]!;
    permutation[j] = permutation[i]!;
    permutation[i] = other;
  }
  return permutation;
}

/** Uniform in 0 to bound - 1: words that would favour the low numbers are thrown away. */
export function drawBelow(bound: number, word: () => number): number {
  const limit = Math.floor(2 ** 32 / bound) * bound;
  for (;;) {
    const drawn = word();
    if (drawn < limit) return drawn % bound;
  }
}

/** Place i takes the byte of place `permutation[i]`. */
export function permute(data: Uint8Array, permutation: Uint32Array): void {
  const before = data.slice();
  for (let i = 0; i < data.length; i++) data[i] = before[permutation[i]!]!;
}

export function unpermute(data: Uint8Array, permutation: Uint32Array): void {
  const after = data.slice();
  for (let i = 0; i < data.length; i++) data[permutation[i]!] = after[i]!;
}
