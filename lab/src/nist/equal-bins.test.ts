import { expect, test } from "vitest";
import { chiSquaredTails } from "../statistics/chi-squared.ts";
import { equalBinsP } from "./equal-bins.ts";

/** Every way in which `n` values fall into three bins. */
function enumerated(n: number, counts: readonly number[]): number {
  const spread = (bins: readonly number[]): number => bins.reduce((sum, k) => sum + k * k, 0);
  const factorial = (k: number): number => (k < 2 ? 1 : k * factorial(k - 1));
  let p = 0;
  for (let a = 0; a <= n; a++)
    for (let b = 0; a + b <= n; b++) {
      const bins = [a, b, n - a - b];
      if (spread(bins) < spread(counts)) continue;
      p += factorial(n) / bins.reduce((product, k) => product * factorial(k), 1) / 3 ** n;
    }
  return p;
}

test.each([[[16, 2, 2]], [[0, 4, 16]], [[20, 0, 0]], [[18, 1, 1]], [[3, 21, 6]]])(
  "counts %j have the probability of all that are as uneven",
  (counts) => {
    const n = counts.reduce((sum, count) => sum + count, 0);
    expect(equalBinsP(counts) / enumerated(n, counts)).toBeCloseTo(1, 6);
  },
);

// Ten million draws with numpy 2: counts of 55 in ten bins with a chi-squared of 35, 40 and more.
test.each([
  [35, 1.181e-4],
  [40, 2.18e-5],
])("55 values in ten bins reach %d as often as drawn", (chiSquared, share) => {
  const near = unevenCounts(55, chiSquared);
  expect(Math.abs(equalBinsP(near) / share - 1)).toBeLessThan(0.25);
  expect(chiSquaredTails(chiSquared, 9).upper / share).toBeLessThan(0.55);
});

/** Counts of `n` in ten bins whose chi-squared is the smallest that reaches a value. */
function unevenCounts(n: number, least: number): readonly number[] {
  let best: readonly number[] = [];
  let smallest = Infinity;
  for (let a = 0; a <= n; a++)
    for (let b = 0; a + b <= n; b++) {
      const rest = n - a - b;
      const counts = [a, b, ...Array.from({ length: 8 }, (_, i) => Math.floor((rest + i) / 8))];
      const squares = counts.reduce((sum, count) => sum + count * count, 0);
      const chiSquared = (10 * squares) / n - n;
      if (chiSquared < least || chiSquared >= smallest) continue;
      [best, smallest] = [counts, chiSquared];
    }
  return best;
}

test("likely counts and many of them go by the chi-squared distribution", () => {
  expect(equalBinsP([10, 12, 8])).toBe(chiSquaredTails(0.8, 2).upper);
  expect(equalBinsP([400, 300, 300])).toBe(chiSquaredTails(20, 2).upper);
});

test("all values in one bin are as unlikely as what is looked at", () => {
  const p = equalBinsP([100, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect(p).toBeGreaterThan(0);
  expect(p).toBeLessThan(1e-6);
});
