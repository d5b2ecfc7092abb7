import { linearComplexity } from "./berlekamp-massey.ts";
import type { BitSequence } from "./bit-sequence.ts";
import { classCountsP } from "./class-counts.ts";
import type { NistTest } from "./nist-test.ts";

/** Block of the published answers, inside the 500 to 5,000 of section 2.10.7. */
const standardBlockBits = 500;

/**
 * Probabilities of the seven classes of a block's deviation (2.10.4). The answers in the standard's
 * appendix B are from `published`, whose first class is misprinted: it is 1/96.
 */
const probabilities = {
  accurate: [0.010417, 0.03125, 0.125, 0.5, 0.25, 0.0625, 0.020833],
  published: [0.01047, 0.03125, 0.125, 0.5, 0.25, 0.0625, 0.020833],
} as const;

/** Whether blocks have the linear complexity that random ones have (2.10). */
export function linearComplexityOfBlocks(
  { bits, length }: BitSequence,
  table: "accurate" | "published" = "accurate",
  blockBits: number = standardBlockBits,
): number {
  const sign = blockBits % 2 === 0 ? 1 : -1;
  const mean = blockBits / 2 + (9 - sign) / 36 - (blockBits / 3 + 2 / 9) / 2 ** blockBits;
  const counts = probabilities[table].map(() => 0);
  for (let start = 0; start + blockBits <= length; start += blockBits) {
    const deviation = sign * (linearComplexity(bits, start, blockBits) - mean) + 2 / 9;
    // Classes end at -2.5, -1.5, ... 2.5, each limit in the lower one.
    counts[Math.min(Math.max(Math.ceil(deviation + 2.5), 0), counts.length - 1)]! += 1;
  }
  return classCountsP(counts, probabilities[table]);
}

export const linearComplexityTest: NistTest = {
  id: "linear-complexity",
  section: "2.10",
  minimumBits: 1_000_000,
  run: (sequence) => [{ name: "", p: linearComplexityOfBlocks(sequence) }],
};
