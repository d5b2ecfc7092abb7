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
    p: Math.min(1, pairs.length * normalCdf(-normalScore((value - mean) / sd, n))),
    leastP: pairs.length * normalCdf(-normalScore((1 - mean) / sd, n)),
    limits: (level) => ({
      high: mean + sd * distanceScore(-normalQuantile(level / pairs.length), n),
    }),
  };
};

/** A chi-squared value of so many degrees of freedom a sample is as skewed as the mean of the distances. */
const freedomPerSample = 25;

// Distances are skewed: large means are more frequent than normal ones, twice as frequent at the levels
// of an analysis of a hundred samples; small means are rarer. Their scores are made normal by the cube
// root of Wilson and Hilferty (PNAS 17, 1931).

/** A normal score that is exceeded as often as `score`, that of the mean of n distances. */
function normalScore(score: number, n: number): number {
  const freedom = freedomPerSample * n;
  const spread = 2 / (9 * freedom);
  return (Math.cbrt(1 + score * Math.sqrt(2 / freedom)) - 1 + spread) / Math.sqrt(spread);
}

/** Its inverse. */
function distanceScore(normal: number, n: number): number {
  const freedom = freedomPerSample * n;
  const spread = 2 / (9 * freedom);
  return ((1 - spread + normal * Math.sqrt(spread)) ** 3 - 1) / Math.sqrt(2 / freedom);
}

/** Mean and spread of the distances of independent samples. */
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
