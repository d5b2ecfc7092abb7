import { expect, test } from "vitest";
import { ranks, tieSizes } from "./ranks.ts";
import { spearman } from "./spearman.ts";

test("equal values share the mean of their ranks, infinite ones are the last", () => {
  expect(ranks([3, 1, 3, Infinity, -2, 3])).toEqual([4, 2, 4, 6, 1, 4]);
  expect(tieSizes([3, 1, 3, Infinity, Infinity, 3])).toEqual([3, 2]);
});

// Written by SciPy 1.17.1, spearmanr, and its normal quantiles in the formula of the interval.
test.each([
  {
    a: [106, 86, 100, 101, 99, 103, 97, 113, 112, 110],
    b: [7, 0, 27, 50, 28, 29, 20, 12, 6, 17],
    confidence: 0.95,
    value: -0.17575757575757575,
    p: 0.6271883447764846,
    low: -0.7278300282394071,
    high: 0.5145466616329561,
  },
  {
    a: [1, 2, 2, 3, 5, 5, 5, 8],
    b: [3, 1, 4, 4, 9, 7, 9, 12],
    confidence: 0.99,
    value: 0.9256265453136692,
    p: 0.0009719602101529905,
    low: 0.2451080311655477,
    high: 0.9950911839163955,
  },
])("known answers, with and without ties", ({ a, b, confidence, value, p, low, high }) => {
  const found = spearman(a, b, confidence);
  expect(found.n).toBe(a.length);
  for (const [is, wanted] of [
    [found.value, value],
    [found.p, p],
    [found.low, low],
    [found.high, high],
  ] as const)
    expect(is).toBeCloseTo(wanted, 10);
});

test("what rises on no straight line is found, what does not is not", () => {
  const a = Array.from({ length: 12 }, (_, i) => i);
  const rising = spearman(
    a,
    a.map((x) => Math.exp(x)),
  );
  expect(rising.value).toBe(1);
  expect(rising.low).toBeGreaterThan(0.99);
  const waves = spearman(
    a,
    a.map((x) => (x % 2 === 0 ? x : 12 - x)),
  );
  expect(waves.low).toBeLessThan(0);
  expect(waves.high).toBeGreaterThan(0);
});

test("sequences that do not match are refused, and one that does not vary has no correlation", () => {
  expect(() => spearman([1, 2, 3], [1, 2, 3])).toThrow(/four or more numbers each/);
  expect(() => spearman([1, 2, 3, 4], [1, 2, 3])).toThrow(/got 4 and 3/);
  expect(spearman([1, 1, 1, 1], [1, 2, 3, 4]).value).toBeNaN();
});
