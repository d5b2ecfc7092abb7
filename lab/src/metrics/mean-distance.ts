import { binomialWeights } from "../statistics/binomial.ts";

/** Independent trials of one probability. */
export interface Trials {
  readonly n: number;
  readonly p: number;
}

/**
 * Mean of |X - centre|, exact, for the number X of successes in trials of two probabilities. A normal X
 * would do for many trials; with some dozen successes on average its mean distance is off by a hundredth,
 * which the sum over 256 counts of a histogram adds up to a tenth of a standard deviation and more.
 */
export function meanDistance(first: Trials, second: Trials, centre: number): number {
  const inner = binomialWeights(first.n, first.p);
  const outer = binomialWeights(second.n, second.p);
  // E|X - c| = E X - c + 2 E max(0, c - X), and the last one is a sum over the outer count of
  // E max(0, t - A) = t P(A <= t) - E[A; A <= t] at t = c - outer count.
  let shortfall = 0;
  let [chance, part, at] = [0, 0, 0];
  for (let i = outer.weights.length - 1; i >= 0; i--) {
    const rest = centre - (outer.first + i);
    for (; at < inner.weights.length && inner.first + at <= rest; at++) {
      chance += inner.weights[at]!;
      part += inner.weights[at]! * (inner.first + at);
    }
    shortfall += outer.weights[i]! * (rest * chance - part);
  }
  return first.n * first.p + second.n * second.p - centre + 2 * shortfall;
}
