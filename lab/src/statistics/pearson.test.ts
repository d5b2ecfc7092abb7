import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { PairSums } from "./pair-sums.ts";
import { pearson, pearsonLimit, pearsonP } from "./pearson.ts";

test("is 1 along a rising line, -1 along a falling one, what the textbook gives in between", () => {
  expect(pearson([1, 2, 3, 5], [10, 20, 30, 50])).toBe(1);
  expect(pearson([1, 2, 3, 5], [-3, -6, -9, -15])).toBe(-1);
  // Deviations (-1, 0, 1) and (-1, 1, 0): 1 / sqrt(2 · 2).
  expect(pearson([1, 2, 3], [1, 3, 2])).toBeCloseTo(0.5, 15);
});

test("of what does not vary there is none, whatever the value and the length", () => {
  const ramp = new Uint16Array(1_500_000).map((_, i) => i);
  for (const value of [1, 255, 65_534, 65_535])
    for (const n of [2, 3, 56 * 55, 1_500_000]) {
      const flat = new Uint16Array(n).fill(value);
      expect(pearson(flat, flat)).toBeNaN();
      expect(pearson(flat, ramp.subarray(0, n))).toBeNaN();
      expect(pearson(ramp.subarray(0, n), flat)).toBeNaN();
    }
  expect(pearson([], [])).toBeNaN();
  expect(pearson([7], [7])).toBeNaN();
});

property.prop([
  fc.integer({ min: -65_535, max: 65_535 }),
  fc.integer({ min: 2, max: 100_000 }),
  fc.nat(),
])("one number that differs by one is seen among any number of others", (value, n, place) => {
  const a = new Int32Array(n).fill(value);
  a[place % n]! += value === 65_535 ? -1 : 1;
  expect(pearson(a, a)).toBe(1);
  const { varianceX, varianceY, meanX, covariance } = new PairSums().add(a, a);
  // A share s of ones has variance s (1 - s).
  expect(varianceX / ((1 / n) * (1 - 1 / n))).toBeCloseTo(1, 12);
  expect([varianceY, covariance]).toEqual([varianceX, varianceX]);
  expect(Math.abs(meanX - value)).toBeCloseTo(1 / n, 9);
});

test("sums over more numbers than a double adds exactly", () => {
  // 5 million products of 2^32: 2^54 and an odd number, which a double cannot hold.
  const a = new Uint16Array(5_000_000).fill(65_535);
  a[0] = 65_534;
  const b = a.slice().fill(65_535);
  const sums = new PairSums().add(a, b);
  expect(sums.squaredDistance).toBe(1 / 5_000_000);
  expect(sums.varianceY).toBe(0);
});

// SciPy 1.17: pearsonr(x, y).pvalue, of four, three and more pairs.
test.each([
  [0.5, 3, 0.6666666666666667],
  [0.6, 4, 0.4],
  [-0.95, 4, 0.05],
  [0.3, 12, 0.3434385710546876],
  [0.2, 1000, 1.7567862371789384e-10],
])("correlation %d of %d pairs has p-value %d", (correlation, n, p) => {
  expect(pearsonP(correlation, n) / p).toBeCloseTo(1, 9);
});

test("there is no p-value of two pairs, of one, or of no correlation", () => {
  expect(pearsonP(1, 2)).toBeNaN();
  expect(pearsonP(0.5, 1)).toBeNaN();
  expect(pearsonP(Number.NaN, 100)).toBeNaN();
  expect(pearsonLimit(0.05, 2)).toBeNaN();
  expect(pearsonP(1, 3)).toBe(0);
  expect(pearsonP(-1, 1e6)).toBe(0);
});

test.each([3, 4, 10, 100, 1001, 1002, 1e4, 1e6, 1e8])(
  "the limit of %d pairs is where the p-value passes the level",
  (n) => {
    for (const level of [0.5, 0.05, 1e-3, 1e-6])
      expect(pearsonP(pearsonLimit(level, n), n) / level).toBeCloseTo(1, n > 3 ? 4 : 3);
  },
);
