import { normalCdf, normalQuantile } from "../statistics/normal.ts";
import { expectedLargest } from "../statistics/normal-extremes.ts";
import type { Difference } from "./differences.ts";
import {
  extremeMetric,
  largest,
  meanMetric,
  smallest,
  type Extreme,
  type Model,
} from "./extremes.ts";
import type { Metric } from "./metric.ts";
import { uaciMoments } from "./uaci.ts";

/** The smallest mean distance. */
export const smallestUaci: Extreme = (pairs, bits) => {
  const { n, mean, sd } = uaciModel(pairs, bits);
  const value = smallest(pairs, (pair) => uaci(pair, bits));
  return {
    value,
    expected: mean - sd * expectedLargest(pairs.length),
    n,
    p: Math.min(1, pairs.length * normalCdf((value - mean) / sd)),
    leastP: pairs.length * normalCdf(-mean / sd),
    limits: (level) => ({ low: mean + sd * normalQuantile(level / pairs.length) }),
  };
};

/** The largest mean distance. */
export const largestUaci: Extreme = (pairs, bits) => {
  const { n, mean, sd } = uaciModel(pairs, bits);
  const value = largest(pairs, (pair) => uaci(pair, bits));
  return {
    value,
    expected: mean + sd * expectedLargest(pairs.length),
    n,
    p: Math.min(1, pairs.length * normalCdf((mean - value) / sd)),
    leastP: pairs.length * normalCdf((mean - 1) / sd),
    limits: (level) => ({ high: mean - sd * normalQuantile(level / pairs.length) }),
  };
};

/** Normal in its tails from about a hundred samples on; below, a large UACI is a little more frequent. */
export function uaciModel(pairs: readonly Difference[], bits: number): Model {
  const { n } = pairs[0]!;
  const { expected, sd } = uaciMoments(n, 2 ** bits - 1);
  return { n, mean: expected, sd };
}

export function uaci({ distance, n }: Difference, bits: number): number {
  return distance / ((2 ** bits - 1) * n);
}

export const uaciMin: Metric = extremeMetric(
  "oneSample",
  { id: "uaci-min", meaning: "Smallest mean change, as a share of the largest sample." },
  smallestUaci,
);

export const uaciMax: Metric = extremeMetric(
  "oneSample",
  { id: "uaci-max", meaning: "The largest mean change." },
  largestUaci,
);

export const uaciMean: Metric = meanMetric(
  "oneSample",
  { id: "uaci-mean", meaning: "The mean change over all places, which papers print." },
  { of: uaci, expected: (bits) => uaciMoments(1, 2 ** bits - 1).expected },
);
