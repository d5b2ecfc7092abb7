import { chiSquaredTails } from "../statistics/chi-squared.ts";
import type { BitSequence } from "./bit-sequence.ts";
import type { NistTest } from "./nist-test.ts";
import { patternCounts, shorterPatternCounts } from "./pattern-counts.ts";

/** Pattern of the published answers. */
const standardBits = 16;

/** The two P-values of the serial test: of the first and of the second difference. */
export interface Serial {
  readonly first: number;
  readonly second: number;
}

/** Whether all overlapping patterns of `patternBits` bits, 2 and more, are equally frequent (2.11). */
export function serial({ bits, length }: BitSequence, patternBits: number = standardBits): Serial {
  const longest = patternCounts(bits, patternBits);
  const middle = shorterPatternCounts(longest);
  const [a, b, c] = [longest, middle, shorterPatternCounts(middle)].map((counts) =>
    psiSquared(counts, length),
  ) as [number, number, number];
  return {
    first: chiSquaredTails(a - b, 2 ** (patternBits - 1)).upper,
    second: chiSquaredTails(a - 2 * b + c, 2 ** (patternBits - 2)).upper,
  };
}

function psiSquared(counts: Uint32Array, length: number): number {
  const squares = counts.reduce((sum, count) => sum + count * count, 0);
  return (squares * counts.length) / length - length;
}

export const serialTest: NistTest = {
  id: "serial",
  section: "2.11",
  // Patterns shorter than log2(n) - 2 (2.11.7).
  minimumBits: 2 ** (standardBits + 3),
  run: (sequence) => {
    const { first, second } = serial(sequence);
    return [
      { name: "first", p: first },
      { name: "second", p: second },
    ];
  },
};
