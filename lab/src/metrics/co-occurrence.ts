import type { Plane } from "./plane.ts";

/** From a pixel to its neighbour, in columns and rows; not negative, not both 0. */
export interface Offset {
  readonly right: number;
  readonly down: number;
}

/** How often gray levels are neighbours. */
export interface CoOccurrence {
  readonly levels: number;
  /** `levels`² shares, row by row; symmetric, together 1. */
  readonly shares: Float64Array;
  /** Pairs of neighbours. */
  readonly n: number;
  /** Pixels that are the neighbour in one pair and have one in another. */
  readonly inBoth: number;
}

/**
 * Counts every pair of neighbours in both orders, with the samples cut to their highest
 * log2 `levels` bits.
 *
 * @param levels a power of two, at most 2^bits
 * @returns undefined where no two pixels lie that far apart
 */
export function coOccurrence(
  { width, height, bits, samples }: Plane,
  levels: number,
  { right, down }: Offset,
): CoOccurrence | undefined {
  const [columns, rows] = [width - right, height - down];
  if (columns < 1 || rows < 1) return undefined;
  const n = columns * rows;
  const shift = bits - Math.log2(levels);
  const shares = new Float64Array(levels * levels);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const a = samples[row * width + column]! >> shift;
      const b = samples[(row + down) * width + column + right]! >> shift;
      shares[a * levels + b]!++;
      shares[b * levels + a]!++;
    }
  }
  for (let i = 0; i < shares.length; i++) shares[i]! /= 2 * n;
  return { levels, shares, n, inBoth: Math.max(0, columns - right) * Math.max(0, rows - down) };
}
