import { expect, test } from "vitest";
import { aperiodicTemplates } from "./aperiodic-templates.ts";
import { longestRunClasses } from "./longest-run.ts";

// Section 2.7.2: the number of templates of each length.
test.each([
  [2, 2],
  [3, 4],
  [4, 6],
  [5, 12],
  [6, 20],
  [7, 40],
  [8, 74],
  [9, 148],
  [10, 284],
])("%d bits have %d aperiodic templates", (bits, count) => {
  expect(aperiodicTemplates(bits)).toHaveLength(count);
});

/** Probability that no run of ones in `n` bits is longer than `longest`. */
function runsAtMost(n: number, longest: number): number {
  // Of strings that end in a run of 0, 1, ... ones.
  let ending = [1, ...Array.from<number>({ length: longest }).fill(0)];
  for (let i = 0; i < n; i++) {
    const all = ending.reduce((sum, p) => sum + p, 0);
    ending = [all / 2, ...ending.slice(0, -1).map((p) => p / 2)];
  }
  return ending.reduce((sum, p) => sum + p, 0);
}

test.each(longestRunClasses)(
  "the longest run in $blockBits bits has the accurate probabilities, near the published ones",
  ({ blockBits, shortest, accurate, published }) => {
    let below = 0;
    for (const [i, probability] of accurate.entries()) {
      const upTo = i === accurate.length - 1 ? 1 : runsAtMost(blockBits, shortest + i);
      expect(Math.abs(probability - (upTo - below))).toBeLessThan(1e-6);
      expect(Math.abs(published[i]! - (upTo - below))).toBeLessThan(
        blockBits === 10_000 ? 0.002 : 1e-4,
      );
      below = upTo;
    }
  },
);

test("the published table for 10,000 bits is wrong in the third digit", () => {
  const { accurate, published } = longestRunClasses[0]!;
  expect(published[0]! - accurate[0]!).toBeGreaterThan(0.0015);
});
