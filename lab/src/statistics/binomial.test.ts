import { expect, test } from "vitest";
import { binomialMidTails, binomialQuantile, binomialTails, binomialWeights } from "./binomial.ts";

test.each([
  [0.05, 99.5682],
  [0.01, 99.5514],
  [0.001, 99.5316],
])("exact NPCR limit of a 256² image at level %d is %d%%", (alpha, limit) => {
  const n = 65_536;
  expect((100 * (n - binomialQuantile(1 - alpha, n, 1 / 256))) / n).toBeCloseTo(limit, 3);
});

test.each([
  [0.05, 99.2188],
  [0.01, 99.1211],
  [0.001, 98.9258],
])("exact NPCR limit of a 32² image at level %d is %d%%", (alpha, limit) => {
  const n = 1024;
  expect((100 * (n - binomialQuantile(1 - alpha, n, 1 / 256))) / n).toBeCloseTo(limit, 3);
});

test("tails include the count itself, mid-p tails half of it", () => {
  expect(binomialTails(3, 10, 0.5).lower).toBeCloseTo(176 / 1024, 14);
  expect(binomialTails(3, 10, 0.5).upper).toBeCloseTo(968 / 1024, 14);
  const mid = binomialMidTails(3, 10, 0.5);
  expect(mid.lower).toBeCloseTo(116 / 1024, 14);
  expect(mid.lower + mid.upper).toBeCloseTo(1, 14);
});

test("tails hold at both ends of the range", () => {
  expect(binomialTails(0, 10, 0.5)).toEqual({ lower: 1 / 1024, upper: 1 });
  expect(binomialTails(10, 10, 0.5)).toEqual({ lower: 1, upper: 1 / 1024 });
  expect(binomialMidTails(0, 10, 0.5).lower).toBeCloseTo(1 / 2048, 14);
  expect(binomialMidTails(10, 10, 0.5).upper).toBeCloseTo(1 / 2048, 14);
});

test("weights agree with the tails and with the mean of a large binomial", () => {
  const { first, weights } = binomialWeights(10, 0.5);
  expect(first).toBe(0);
  expect(weights[3]).toBeCloseTo(120 / 1024, 14);
  const n = 36_000_000;
  const large = binomialWeights(n, 1 / 256);
  const mean = large.weights.reduce((sum, weight, i) => sum + weight * (large.first + i), 0);
  expect(mean / (n / 256)).toBeCloseTo(1, 12);
});
