import { erfc, ndtri } from "./special-functions.ts";
import type { Tails } from "./tails.ts";

// Below this a probability is a denormal double, whose normal score would be wrong.
const smallestProbability = 1e-300;

/** Probability of a standard normal value at most `z`, to full relative precision in the tail. */
export function normalCdf(z: number): number {
  return erfc(-z / Math.SQRT2) / 2;
}

/** The `z` that a standard normal value stays below with probability `p`, 0 < p < 1. */
export function normalQuantile(p: number): number {
  return ndtri(p);
}

/** Two-sided p-value of a standard normal score, to full relative precision in the tail. */
export function normalP(z: number): number {
  return erfc(Math.abs(z) / Math.SQRT2);
}

/**
 * The standard normal score with the same tail probability.
 *
 * @param otherwise the score to use where the tail is too small for a double
 */
export function normalScore(tails: Tails, otherwise: number): number {
  const below = tails.lower <= tails.upper;
  const p = below ? tails.lower : tails.upper;
  if (p < smallestProbability) return otherwise;
  const z = ndtri(p);
  return below ? z : -z;
}
