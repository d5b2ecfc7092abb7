import { expect, test } from "vitest";
import { idealImages, next } from "../ideal-images.ts";
import { chiSquaredTails } from "../statistics/chi-squared.ts";
import { chiSquare } from "./chi-square.ts";
import { histogramVariance } from "./histogram-variance.ts";

// REFERENCE 2.5
test.each([
  [256, "255", "22.6"],
  [512, "1020", "90.3"],
])("an ideal %d² image is expected at %s, give or take %s", (side, mean, sd) => {
  const [result] = histogramVariance(next(idealImages(1, { width: side, height: side })));
  expect(result!.expected.toFixed(0)).toBe(mean);
  expect(result!.sd.toFixed(1)).toBe(sd);
});

// REFERENCE 2.5: limits of the chi-squared statistic that both metrics go by.
test.each([
  [293.2478, 0.05],
  [310.4574, 0.01],
  [330.5197, 0.001],
])("255 degrees of freedom exceed %d with probability %d", (limit, alpha) => {
  expect(chiSquaredTails(limit + 5e-5, 255).upper).toBeLessThan(alpha);
  expect(chiSquaredTails(limit - 5e-5, 255).upper).toBeGreaterThan(alpha);
});

test("255 degrees of freedom lie in [212.66, 301.13] nineteen times in twenty", () => {
  expect(chiSquaredTails(212.66, 255).lower).toBeCloseTo(0.025, 4);
  expect(chiSquaredTails(301.13, 255).upper).toBeCloseTo(0.025, 4);
});

test("it is the mean over ordered pairs of half the squared difference of two counts", () => {
  const data = Uint8Array.of(0, 0, 0, 1, 1, 2, 3, 3);
  const counts = [3, 2, 1, 2];
  const pairs = counts.flatMap((a) => counts.map((b) => (a - b) ** 2 / 2));
  const shape = { channels: 1, bits: 2, colour: "gray", metadata: {} } as const;
  const [result] = histogramVariance({ ...shape, width: 4, height: 2, data });
  expect(result!.value).toBeCloseTo(pairs.reduce((a, b) => a + b) / 16, 12);
});

test.each([8, 16] as const)("%d-bit images get the verdict of the chi-squared test", (bits) => {
  const image = next(idealImages(7, { width: 128, height: 128, channels: 3, bits }));
  const [variance, square] = [histogramVariance(image), chiSquare(image)];
  for (const [i, result] of variance.entries()) {
    expect(result.p).toBeCloseTo(square[i]!.p, 12);
    expect(result.z).toBeCloseTo(square[i]!.z, 9);
  }
});

test("one value in fifty too many is caught", () => {
  const image = next(idealImages(3, { width: 256, height: 256 }));
  const data = image.data.map((byte, i) => (i % 50 === 0 ? 0 : byte));
  expect(histogramVariance({ ...image, data })[0]!.p).toBeLessThan(1e-9);
});
