import type { BitSequence } from "./bit-sequence.ts";
import { classCountsP } from "./class-counts.ts";
import type { NistTest } from "./nist-test.ts";

const templateBits = 9;
const blockBits = 1032;

/**
 * The older approximation (3.8, after Chrysaphinou and Papastavridis 1988) at eta = 1; unrounded, as
 * NIST's program takes it: six digits change its answers in the fifth.
 */
const approximation = [1, 1 / 2, 3 / 8, 13 / 48, 73 / 384].map((factor) => factor / Math.E);

/**
 * Probabilities of 0 to 4 occurrences and of more, in a block. `accurate` is the table of rev 1a
 * (3.8, after Hamano and Kaneko 2007); the answers in the standard's appendix B are from `published`.
 */
const probabilities: Readonly<Record<"accurate" | "published", readonly number[]>> = {
  accurate: [0.364091, 0.185659, 0.139381, 0.100571, 0.070432, 0.139865],
  published: [...approximation, 1 - approximation.reduce((sum, p) => sum + p, 0)],
};

/** Whether runs of nine ones occur in blocks as often as they should, overlapping ones included (2.8). */
export function overlappingTemplates(
  { bits, length }: BitSequence,
  table: "accurate" | "published" = "accurate",
): number {
  const counts = probabilities[table].map(() => 0);
  for (let start = 0; start + blockBits <= length; start += blockBits) {
    let found = 0;
    let run = 0;
    for (let i = start; i < start + blockBits; i++) {
      run = bits[i] === 1 ? run + 1 : 0;
      if (run >= templateBits) found++;
    }
    counts[Math.min(found, counts.length - 1)]! += 1;
  }
  return classCountsP(counts, probabilities[table]);
}

export const overlappingTemplatesTest: NistTest = {
  id: "overlapping-templates",
  section: "2.8",
  minimumBits: 1_000_000,
  run: (sequence) => [{ name: "", p: overlappingTemplates(sequence) }],
};
