import { chiSquaredTails } from "../statistics/chi-squared.ts";
import type { BitSequence } from "./bit-sequence.ts";
import type { NistTest } from "./nist-test.ts";
import { patternCounts, shorterPatternCounts } from "./pattern-counts.ts";

/** Pattern of the published answers. */
const standardBits = 10;

/** Whether patterns of `patternBits` and of one more bit are as frequent as they should be (2.12). */
export function approximateEntropy(
  { bits, length }: BitSequence,
  patternBits: number = standardBits,
): number {
  const longer = patternCounts(bits, patternBits + 1);
  const entropy = phi(shorterPatternCounts(longer), length) - phi(longer, length);
  return chiSquaredTails(2 * length * (Math.LN2 - entropy), 2 ** patternBits).upper;
}

function phi(counts: Uint32Array, length: number): number {
  let sum = 0;
  for (const count of counts) if (count > 0) sum += count * Math.log(count / length);
  return sum / length;
}

export const approximateEntropyTest: NistTest = {
  id: "approximate-entropy",
  section: "2.12",
  // Patterns shorter than log2(n) - 5 (2.12.7).
  minimumBits: 2 ** (standardBits + 6),
  run: (sequence) => [{ name: "", p: approximateEntropy(sequence) }],
};
