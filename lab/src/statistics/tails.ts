/**
 * Where a value lies in a distribution: the probability of that value or less, and of that value or
 * more. Both are kept because 1 - p loses every digit of a small p.
 */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

/** Two-sided p-value: twice the smaller tail, at most 1. */
export function twoSided(tails: Tails): number {
  return Math.min(1, 2 * Math.min(tails.lower, tails.upper));
}
