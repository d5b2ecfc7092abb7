import { NeuroveilError } from "neuroveil/errors";
import { normalQuantile } from "./normal.ts";
import { pearson, pearsonP } from "./pearson.ts";
import { ranks } from "./ranks.ts";

/** A correlation of ranks and where it lies. */
export interface RankCorrelation {
  /** -1 to 1; NaN where one of the sequences does not vary. */
  readonly value: number;
  /** Ends of the confidence interval. */
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
  /** Two-sided, against no monotone relation. */
  readonly p: number;
  /** Pairs. */
  readonly n: number;
}

/**
 * Spearman's rank correlation: whether one quantity rises with another, on a straight line or not.
 * Equal values share their mean rank. The interval is Fisher's with the variance of Bonett and Wright
 * (Psychometrika 65, 2000), (1 + r²/2) / (n - 3); `p` is by Student's t with n - 2 degrees of freedom.
 *
 * @param a numbers, infinite ones as well
 * @param b as many
 * @param confidence 0 to 1, both excluded; default 0.95
 * @throws {NeuroveilError} "usage" for sequences that differ in length, of fewer than 4, or with a NaN
 */
export function spearman(
  a: readonly number[],
  b: readonly number[],
  confidence = 0.95,
): RankCorrelation {
  const n = a.length;
  if (n < 4 || b.length !== n || [...a, ...b].some(Number.isNaN))
    throw new NeuroveilError("usage", {
      of: '"a" and "b"',
      expected: "four or more numbers each, as many of both",
      got: `${n} and ${b.length}`,
    });
  // Twice a rank is a whole number.
  const doubled = (values: readonly number[]): number[] => ranks(values).map((rank) => 2 * rank);
  const value = pearson(doubled(a), doubled(b));
  const reach =
    -normalQuantile((1 - confidence) / 2) * Math.sqrt((1 + value ** 2 / 2) / Math.max(1, n - 3));
  const centre = Math.atanh(Math.max(-1, Math.min(1, value)));
  return {
    value,
    low: Math.tanh(centre - reach),
    high: Math.tanh(centre + reach),
    confidence,
    p: pearsonP(value, n),
    n,
  };
}
