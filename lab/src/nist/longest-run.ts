import type { BitSequence } from "./bit-sequence.ts";
import { classCountsP } from "./class-counts.ts";
import type { NistTest } from "./nist-test.ts";

/** Classes of a block's longest run of ones: up to `shortest`, one more each, and all that is longer. */
interface LongestRunClasses {
  readonly minimumBits: number;
  readonly blockBits: number;
  readonly shortest: number;
  /** Exact, to six digits. */
  readonly accurate: readonly number[];
  /**
   * The standard's (2.4.4, 3.4), which its published answers are computed with: four digits, and for
   * blocks of 10,000 bits wrong in the third.
   */
  readonly published: readonly number[];
}

export const longestRunClasses: readonly LongestRunClasses[] = [
  {
    minimumBits: 750_000,
    blockBits: 10_000,
    shortest: 10,
    accurate: [0.086632, 0.208201, 0.248419, 0.193913, 0.121458, 0.068011, 0.073366],
    published: [0.0882, 0.2092, 0.2483, 0.1933, 0.1208, 0.0675, 0.0727],
  },
  {
    minimumBits: 6272,
    blockBits: 128,
    shortest: 4,
    accurate: [0.117404, 0.242956, 0.249363, 0.175177, 0.102701, 0.112399],
    published: [0.1174, 0.243, 0.2493, 0.1752, 0.1027, 0.1124],
  },
  {
    minimumBits: 128,
    blockBits: 8,
    shortest: 1,
    accurate: [0.214844, 0.367188, 0.230469, 0.1875],
    published: [0.2148, 0.3672, 0.2305, 0.1875],
  },
];

/** Whether the longest runs of ones in blocks are as long as they should be (2.4). */
export function longestRun(
  { bits, length }: BitSequence,
  table: "accurate" | "published" = "accurate",
): number {
  const classes =
    longestRunClasses.find(({ minimumBits }) => length >= minimumBits) ?? longestRunClasses.at(-1)!;
  const { blockBits, shortest } = classes;
  const counts = classes[table].map(() => 0);
  for (let start = 0; start + blockBits <= length; start += blockBits) {
    let longest = 0;
    let run = 0;
    for (let i = start; i < start + blockBits; i++) {
      run = bits[i] === 1 ? run + 1 : 0;
      if (run > longest) longest = run;
    }
    counts[Math.min(Math.max(longest - shortest, 0), counts.length - 1)]! += 1;
  }
  return classCountsP(counts, classes[table]);
}

export const longestRunTest: NistTest = {
  id: "longest-run",
  section: "2.4",
  minimumBits: 128,
  run: (sequence) => [{ name: "", p: longestRun(sequence) }],
};
