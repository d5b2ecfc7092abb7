import { expect, test } from "vitest";
import { binomialFit, kolmogorovSmirnovP, standardNormalFit } from "./kolmogorov-smirnov.ts";
import { normalQuantile } from "./normal.ts";

// scipy.stats.kstwo.sf(distance, n), scipy 1.17.1
test.each([
  [10, 0.3, 0.27053557479999946, 2],
  [10, 0.409, 0.05022340810547454, 2],
  [100, 0.08, 0.5182193645480672, 3],
  [100, 0.05, 0.9532159710635725, 3],
  [1000, 0.02, 0.8108971656895577, 4],
])("%d values stray by %d with probability %d", (n, distance, p, digits) => {
  expect(kolmogorovSmirnovP(distance, n)).toBeCloseTo(p, digits);
});

test.each([
  [100, 0.13403, 0.049994312400810384],
  [100, 0.2, 0.0005551927327988775],
  [1000, 0.06, 0.001428597887952891],
])("in the tail, %d values and distance %d, %d is met to five digits", (n, distance, p) => {
  expect(kolmogorovSmirnovP(distance, n) / p).toBeCloseTo(1, 4);
});

const ideal = Array.from({ length: 200 }, (_, i) => normalQuantile((i + 0.5) / 200));

test("scores at the quantiles of the normal distribution fit", () => {
  const { statistic, p, n } = standardNormalFit(ideal);
  expect(statistic).toBeCloseTo(0.5 / 200, 12);
  expect(p).toBeGreaterThan(0.999);
  expect(n).toBe(200);
});

test.each([
  ["off centre", (z: number) => z + 0.5],
  ["too wide", (z: number) => 2 * z],
  ["too narrow", (z: number) => z / 2],
  ["all equal", () => 0.1],
])("scores that are %s are refused although none is conspicuous", (_, distort) => {
  expect(standardNormalFit(ideal.map(distort)).p).toBeLessThan(0.001);
});

test("an infinite score is the end of the distribution, not an error", () => {
  expect(standardNormalFit([...ideal, Infinity]).p).toBeGreaterThan(0.9);
});

test("no scores, or none that are numbers, are refused", () => {
  expect(() => standardNormalFit([])).toThrow(/"scores" expected/);
  expect(() => standardNormalFit([1, Number.NaN])).toThrow(/got NaN/);
});

test("counts are held against the binomial distribution at whole counts", () => {
  // Of two throws of a coin: a quarter none, a half one, a quarter two.
  const even = binomialFit([0, 1, 1, 2], 2, 0.5);
  expect(even).toMatchObject({ statistic: 0, n: 4 });
  expect(even.p).toBeCloseTo(1, 12);
  expect(binomialFit([1, 1, 2, 2], 2, 0.5).statistic).toBeCloseTo(0.25, 12);
  expect(binomialFit([0, 0, 0, 0], 2, 0.5).statistic).toBeCloseTo(0.75, 12);
  // Nothing between 0 and 2: the step that is missing lies before the next count.
  expect(binomialFit([0, 2, 2, 2], 2, 0.5).statistic).toBeCloseTo(0.5, 12);
  expect(() => binomialFit([], 2, 0.5)).toThrow(/"counts" expected/);
});

test.each([
  ["too few", () => 8],
  ["too many", () => 24],
  ["too much alike", () => 16],
  ["too widely spread", (i: number) => (i % 2 === 0 ? 9 : 23)],
])("counts that are %s are refused", (_, count) => {
  const counts = Array.from({ length: 60 }, (_each, i) => count(i));
  expect(binomialFit(counts, 4096, 1 / 256).p).toBeLessThan(0.001);
});

test("a probability is never more than one", () => {
  for (let n = 1; n <= 200; n++) {
    for (let distance = 0.5 / n; distance < 1; distance += 0.01)
      expect(kolmogorovSmirnovP(distance, n)).toBeLessThanOrEqual(1);
  }
});
