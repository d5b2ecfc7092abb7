import { bdtr, bdtrc } from "./special-functions.ts";
import type { Tails } from "./tails.ts";

/** Tails of `count` successes in `n` trials of probability `p`; both include `count` itself. */
export function binomialTails(count: number, n: number, p: number): Tails {
  return {
    lower: count >= n ? 1 : bdtr(count, n, p),
    upper: count <= 0 ? 1 : bdtrc(count - 1, n, p),
  };
}

/**
 * Mid-p tails: the probability of `count` itself is shared evenly, so that scores of a discrete count
 * are centred like those of a continuous value.
 */
export function binomialMidTails(count: number, n: number, p: number): Tails {
  const { lower, upper } = binomialTails(count, n, p);
  const less = count <= 0 ? 0 : bdtr(count - 1, n, p);
  const more = count >= n ? 0 : bdtrc(count, n, p);
  return { lower: (lower + less) / 2, upper: (upper + more) / 2 };
}

/** Smallest count that `n` trials of probability `p` stay at or below with probability `level`. */
export function binomialQuantile(level: number, n: number, p: number): number {
  let low = 0;
  let high = n;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (binomialTails(middle, n, p).lower >= level) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Probabilities of the counts `first`, `first + 1`, … in `n` trials of probability `p`. */
export interface BinomialWeights {
  readonly first: number;
  readonly weights: Float64Array;
}

// Twelve standard deviations on either side leave out less than 1e-30.
const reach = 12;

/**
 * The counts that matter, weighted: by recurrence from the mode and normalised, which needs no
 * logarithm of a factorial and keeps full precision for tens of millions of trials.
 */
export function binomialWeights(n: number, p: number): BinomialWeights {
  const mean = n * p;
  // The constant covers means near zero, where a binomial is skewed and its sd small.
  const halfWidth = Math.ceil(reach * Math.sqrt(mean * (1 - p)) + 40);
  const mode = Math.min(n, Math.floor(mean + p));
  const first = Math.max(0, mode - halfWidth);
  const last = Math.min(n, mode + halfWidth);
  const odds = p / (1 - p);
  const weights = new Float64Array(last - first + 1);
  weights[mode - first] = 1;
  for (let k = mode; k < last; k++)
    weights[k + 1 - first] = (weights[k - first]! * (n - k) * odds) / (k + 1);
  for (let k = mode; k > first; k--)
    weights[k - 1 - first] = (weights[k - first]! * k) / ((n - k + 1) * odds);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { first, weights: weights.map((weight) => weight / total) };
}
