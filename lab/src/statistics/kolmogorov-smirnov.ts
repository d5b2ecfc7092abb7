import { NeuroveilError } from "neuroveil/errors";
import { binomialTails } from "./binomial.ts";
import { normalCdf } from "./normal.ts";
import { kolmogorov, smirnov } from "./special-functions.ts";

export interface KolmogorovSmirnov {
  /** Largest distance between the two distribution functions. */
  readonly statistic: number;
  readonly p: number;
  readonly n: number;
}

// Below this a sample hardly ever strays on both sides at once.
const tail = 0.05;

/**
 * Probability that `n` values of the distribution in question lie at least `distance` from it.
 *
 * In the tail, where verdicts are made, twice the exact one-sided probability: right to five digits.
 * Elsewhere the limit distribution with the correction for finite samples of J. Vrbik (Small-sample
 * corrections to Kolmogorov-Smirnov test statistic, 2018): within 0.003 from n = 10 on.
 */
export function kolmogorovSmirnovP(distance: number, n: number): number {
  const exactTail = 2 * smirnov(n, distance);
  if (exactTail <= tail) return exactTail;
  const root = Math.sqrt(n);
  // Cephes sums its series to a little more than one where it should be one.
  return Math.min(
    1,
    kolmogorov(root * distance + 1 / (6 * root) + (root * distance - 1) / (4 * n)),
  );
}

/**
 * Tests that scores are independent draws from the standard normal distribution: many scores can all
 * be inconspicuous and still be too small, too large or off centre together.
 *
 * @throws {NeuroveilError} "usage" without scores or with one that is not a number
 */
export function standardNormalFit(scores: readonly number[]): KolmogorovSmirnov {
  const n = scores.length;
  if (n === 0)
    throw new NeuroveilError("usage", {
      of: '"scores"',
      expected: "one or more numbers",
      got: "none",
    });
  if (scores.some(Number.isNaN))
    throw new NeuroveilError("usage", { of: '"scores"', expected: "numbers", got: "NaN" });
  let statistic = 0;
  for (const [index, score] of scores.toSorted((a, b) => a - b).entries()) {
    const cdf = normalCdf(score);
    statistic = Math.max(statistic, cdf - index / n, (index + 1) / n - cdf);
  }
  return { statistic, p: kolmogorovSmirnovP(statistic, n), n };
}

/**
 * Tests that counts are independent draws from the binomial distribution of `trials` trials of
 * probability `p`. Distances are taken at whole counts only, where both distribution functions step:
 * the p-value is then on the safe side (Noether, Elements of Nonparametric Statistics, 1963). Scores of
 * small counts taken for continuous ones would fail for their coarseness alone, given enough of them.
 *
 * @throws {NeuroveilError} "usage" without counts
 */
export function binomialFit(
  counts: readonly number[],
  trials: number,
  p: number,
): KolmogorovSmirnov {
  const n = counts.length;
  if (n === 0)
    throw new NeuroveilError("usage", { of: '"counts"', expected: "one or more", got: "none" });
  const atMost = (count: number): number => (count < 0 ? 0 : binomialTails(count, trials, p).lower);
  const sorted = counts.toSorted((a, b) => a - b);
  let statistic = 0;
  let below = 0;
  while (below < n) {
    const count = sorted[below]!;
    statistic = Math.max(statistic, atMost(count - 1) - below / n);
    while (sorted[below] === count) below++;
    statistic = Math.max(statistic, Math.abs(below / n - atMost(count)));
  }
  return { statistic, p: kolmogorovSmirnovP(statistic, n), n };
}
