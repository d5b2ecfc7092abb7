import type { Image } from "neuroveil/image";
import { normalScore } from "../statistics/normal.ts";
import { PairSums } from "../statistics/pair-sums.ts";
import { pearsonLimit, pearsonP } from "../statistics/pearson.ts";
import { asTest } from "./limits.ts";
import { judged, type Metric } from "./metric.ts";
import { planes } from "./plane.ts";
import type { Plane } from "./plane.ts";
import type { MetricResult } from "./result.ts";

/** From a pixel to its neighbour, in columns and rows. */
const directions = [
  { id: "correlation-horizontal", right: 1, down: 0 },
  { id: "correlation-vertical", right: 0, down: 1 },
  { id: "correlation-diagonal", right: 1, down: 1 },
] as const;

// Two pairs always lie on a line: their correlation has no distribution.
const fewestPairs = 3;

/**
 * Pearson correlation of every pixel with its right, lower and lower right neighbour, per channel and
 * over all pairs of the image. A direction in which the image has fewer than three pairs is left out.
 *
 * `p` is by Student's t distribution with n - 2 degrees of freedom, after the bias that `expected` tells
 * is taken off; `z` is the normal score with that tail. Where the pairs' first or second pixels are all
 * equal the value is NaN, and `p` bounds the chance that an ideal image has none there.
 */
export function correlation(image: Image): readonly MetricResult[] {
  const all = planes(image);
  return all.flatMap((plane, channel) =>
    directions.flatMap(({ id, right, down }) => {
      const columns = plane.width - right;
      const rows = plane.height - down;
      const n = columns * rows;
      if (n < fewestPairs || columns < 1) return [];
      const value = correlationOf(plane, right, down);
      // Pixels that are a neighbour and have one pull the two sample means towards each other.
      const inBoth = Math.max(0, columns - right) * Math.max(0, rows - down);
      const expected = -inBoth / n / (n - 1);
      const sd = 1 / Math.sqrt(n - 1);
      const p = Number.isNaN(value) ? nonePossible(plane, n) : pearsonP(shift(value, -expected), n);
      const far = value < expected ? { lower: p / 2, upper: 1 } : { lower: 1, upper: p / 2 };
      const z = normalScore(far, Number.isNaN(value) ? Infinity : (value - expected) / sd);
      const reading = { value, expected, sd, z, p, n };
      return [all.length === 1 ? { id, ...reading } : { id, channel, ...reading }];
    }),
  );
}

/** The correlations beyond which `p` is below `level`. */
export function correlationLimits(
  { expected, n }: Pick<MetricResult, "expected" | "n">,
  level: number,
): { readonly low: number; readonly high: number } {
  const reach = pearsonLimit(level, n);
  return { low: shift(-reach, expected), high: shift(reach, expected) };
}

/** Adds two correlations on Fisher's scale, artanh, which keeps the sum between -1 and 1. */
function shift(correlation: number, by: number): number {
  return (correlation + by) / (1 + correlation * by);
}

/** A bound on the chance that the first or the second of `n` pairs of ideal pixels are all equal. */
function nonePossible({ bits }: Plane, n: number): number {
  return Math.min(1, 2 * 2 ** (bits * (1 - n)));
}

function correlationOf({ width, height, samples }: Plane, right: number, down: number): number {
  const step = down * width + right;
  const sums = new PairSums();
  for (let row = 0; row < height - down; row++) {
    const [start, end] = [row * width, (row + 1) * width - right];
    sums.add(samples.subarray(start, end), samples.subarray(start + step, end + step));
  }
  return sums.correlation;
}

/**
 * Pairs of neighbours from which on the correlation follows its distribution far enough out: at a
 * hundred-thousandth ideal bytes exceed its limits 7 times too often in 3 pairs and as often as they
 * should, give or take a third, from 4 on; samples of one bit 4 times too often in 20 pairs, 1.2 times in
 * 240 (simulated, 2 million images each).
 */
const fewestNeighbours = (bits: number): number => (bits < 8 ? 256 : 8);

export const correlationMetric: Metric = judged({
  subject: "cipherImage",
  even: true,
  notes: [
    {
      id: "correlation-horizontal",
      meaning: "Likeness of every sample to its right neighbour, over all pairs.",
    },
    { id: "correlation-vertical", meaning: "The same to the neighbour below." },
    { id: "correlation-diagonal", meaning: "The same to the neighbour below at the right." },
  ],
  measure: (image) =>
    correlation(image)
      .filter(({ n }) => n >= fewestNeighbours(image.bits))
      .map((result) => asTest(result, correlationLimits)),
});
