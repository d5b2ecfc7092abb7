import { chiSquaredTails } from "../statistics/chi-squared.ts";

/**
 * Pearson's chi-squared test of how many blocks fell into each class: the probability of counts that
 * stray as far from the expected ones, or farther.
 *
 * @param probabilities of the classes, in the order of `counts`
 */
export function classCountsP(counts: readonly number[], probabilities: readonly number[]): number {
  const n = counts.reduce((sum, count) => sum + count, 0);
  let chiSquared = 0;
  for (const [i, count] of counts.entries()) {
    const expected = n * probabilities[i]!;
    chiSquared += (count - expected) ** 2 / expected;
  }
  return chiSquaredTails(chiSquared, counts.length - 1).upper;
}
