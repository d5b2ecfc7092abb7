import type { Image } from "neuroveil/image";
import { normalP } from "../statistics/normal.ts";
import { planes } from "./plane.ts";
import type { Plane } from "./plane.ts";
import type { MetricResult } from "./result.ts";

/** From a pixel to its neighbour, in columns and rows. */
const directions = [
  { id: "correlation-horizontal", right: 1, down: 0 },
  { id: "correlation-vertical", right: 0, down: 1 },
  { id: "correlation-diagonal", right: 1, down: 1 },
] as const;

// Fewer pairs than this have no useful correlation.
const fewestPairs = 3;

/**
 * Pearson correlation of every pixel with its right, lower and lower right neighbour, per channel and
 * over all pairs of the image. A direction in which the image has fewer than three pairs is left out.
 * In a plane without contrast the value is NaN, `z` infinite and `p` 0.
 */
export function correlation(image: Image): readonly MetricResult[] {
  const all = planes(image);
  return all.flatMap((plane, channel) =>
    directions.flatMap(({ id, right, down }) => {
      const columns = plane.width - right;
      const rows = plane.height - down;
      const n = columns * rows;
      if (n < fewestPairs || columns < 1) return [];
      const value = pearson(plane, right, down);
      // Pixels that are a neighbour and have one pull the two sample means towards each other.
      const inBoth = Math.max(0, columns - right) * Math.max(0, rows - down);
      const expected = -inBoth / n / (n - 1);
      const sd = 1 / Math.sqrt(n - 1);
      const z = Number.isNaN(value) ? Infinity : (value - expected) / sd;
      const reading = { value, expected, sd, z, p: normalP(z), n };
      return [all.length === 1 ? { id, ...reading } : { id, channel, ...reading }];
    }),
  );
}

function pearson({ width, height, bits, samples }: Plane, right: number, down: number): number {
  // Sums about mid-range are exact integers for 8-bit samples.
  const middle = 2 ** (bits - 1);
  const step = down * width + right;
  let [sumX, sumY, sumXX, sumYY, sumXY] = [0, 0, 0, 0, 0];
  for (let row = 0; row < height - down; row++) {
    const end = (row + 1) * width - right;
    for (let at = row * width; at < end; at++) {
      const x = samples[at]! - middle;
      const y = samples[at + step]! - middle;
      sumX += x;
      sumY += y;
      sumXX += x * x;
      sumYY += y * y;
      sumXY += x * y;
    }
  }
  const n = (width - right) * (height - down);
  const spread = (sumXX - (sumX * sumX) / n) * (sumYY - (sumY * sumY) / n);
  return spread > 0 ? (sumXY - (sumX * sumY) / n) / Math.sqrt(spread) : Number.NaN;
}
