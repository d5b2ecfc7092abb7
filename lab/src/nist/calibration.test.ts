import { describe, expect, test } from "vitest";
import { idealImages, next } from "../ideal-images.ts";
import { BitSequence } from "./bit-sequence.ts";
import { calibrate } from "../statistics/calibration.ts";
import { nistTests } from "./list.ts";

const bits = 100_000;
const count = 80;
const images = idealImages(800, { width: bits / 8, height: 1 });
const sequences = Array.from({ length: count }, () => new BitSequence(next(images).data));
const able = nistTests.filter(({ minimumBits }) => minimumBits <= bits);

// 157 parts, three levels and uniformity: together one chance in a thousand.
const least = 1e-3 / (4 * 157);

describe(`${count} ideal sequences of ${bits} bits`, () => {
  test.each(able)("$id rejects them at its levels, with uniform P-values", ({ run }) => {
    const results = sequences.map((sequence) => run(sequence).map(({ p }) => p));
    for (const part of results[0]!.keys()) {
      const { levels, uniformity } = calibrate(results.map((pValues) => pValues[part]!));
      for (const found of levels) expect(found.p, JSON.stringify(found)).toBeGreaterThan(least);
      expect(uniformity).toBeGreaterThan(least);
    }
  });
});

test("values that are not uniform are told, with as many of them below the levels as should be", () => {
  const squeezed = Array.from({ length: 1000 }, (_, i) =>
    i < 50 ? i / 1000 : 0.05 + (0.4 * i) / 1000,
  );
  const { levels, uniformity } = calibrate(squeezed);
  expect(levels[0]!.below).toBe(50);
  expect(levels[0]!.p).toBeGreaterThan(0.9);
  expect(uniformity).toBeLessThan(1e-9);
});
