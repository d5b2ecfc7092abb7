import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { binomialTails } from "./binomial.ts";
import { clopperPearson } from "./clopper-pearson.ts";
import { fisherExact } from "./fisher-exact.ts";
import { twoSampleFit } from "./two-sample.ts";

// SciPy 1.17: binomtest(count, n).proportion_ci(0.95, "exact").
test.each([
  [0, 10, 0, 0.30849710781876294],
  [10, 10, 0.6915028921812371, 1],
  [7, 30, 0.09933786495802023, 0.42283652297821944],
  [239, 240, 0.9770047241601832, 0.9998945146973646],
])("the interval of %d in %d", (count, n, low, high) => {
  const interval = clopperPearson(count, n);
  expect(interval.low).toBeCloseTo(low, 9);
  expect(interval.high).toBeCloseTo(high, 9);
});

property.prop([
  fc.integer({ min: 1, max: 300 }),
  fc.double({ min: 0.001, max: 0.999, noNaN: true }),
])("the interval covers any proportion often enough", (n, p) => {
  let covered = 0;
  for (let count = 0; count <= n; count++) {
    const { low, high } = clopperPearson(count, n, 0.9);
    if (low > p || p > high) continue;
    const { lower, upper } = binomialTails(count, n, p);
    covered += lower + upper - 1;
  }
  expect(covered).toBeGreaterThan(0.9 - 1e-9);
});

// SciPy 1.17: fisher_exact([[first, n - first], [second, m - second]]).pvalue.
test.each([
  [8, 10, 1, 6, 0.034965034965034975],
  [0, 30, 0, 30, 1],
  [12, 240, 13, 240, 1],
  [3, 30, 14, 30, 0.00342116497224037],
  [240, 240, 0, 240, 1.7601060228423068e-143],
  [100, 1000, 55, 900, 0.0024226851207323177],
])("rates of %d in %d and %d in %d", (first, n, second, m, p) => {
  expect(fisherExact(first, n, second, m) / p).toBeCloseTo(1, 6);
  expect(fisherExact(second, m, first, n) / p).toBeCloseTo(1, 6);
});

// SciPy 1.17: ks_2samp(a, b, method="exact").
test.each([
  [[1, 2, 3], [4, 5, 6], 1, 0.1],
  [[1, 3, 5, 7, 9], [2, 4, 6, 8, 10, 12, 14], 0.42857142857142855, 0.5454545454545454],
  [
    Array.from({ length: 30 }, (_, i) => i),
    Array.from({ length: 40 }, (_, i) => i + 12.5),
    0.575,
    9.703225030099703e-6,
  ],
])("two samples %#", (a, b, statistic, p) => {
  const fit = twoSampleFit(a, b);
  expect(fit.statistic).toBeCloseTo(statistic, 12);
  expect(fit.p).toBeCloseTo(p, 9);
});

test("the exact count and the limit distribution meet", () => {
  const a = Array.from({ length: 2000 }, (_, i) => i);
  const shifted = (length: number): number[] => a.slice(0, length).map((i) => i + 60.5);
  const exact = twoSampleFit(a, shifted(2000)).p;
  const limit = twoSampleFit([...a, -1], shifted(2000)).p;
  expect(Math.abs(limit / exact - 1)).toBeLessThan(0.1);
});

test("ties are conservative, equal samples fit, no numbers are refused", () => {
  expect(twoSampleFit([1, 1, 1], [1, 1]).p).toBe(1);
  expect(() => twoSampleFit([], [1])).toThrow(/got none/);
  expect(() => twoSampleFit([1], [Number.NaN])).toThrow(/NaN/);
});
