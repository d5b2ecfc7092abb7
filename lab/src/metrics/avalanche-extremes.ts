import { binomialQuantile, binomialTails } from "../statistics/binomial.ts";
import { expectedLargest } from "../statistics/normal-extremes.ts";
import type { Difference } from "./differences.ts";
import { extremeMetric, largest, smallest, type Extreme, type Model } from "./extremes.ts";
import type { Metric } from "./metric.ts";

/** The smallest share of bits that differ. */
export const fewestChangedBits: Extreme = (pairs, bits) => {
  const { n, sd } = avalancheModel(pairs, bits);
  const changed = smallest(pairs, ({ changedBits }) => changedBits);
  return {
    value: changed / n,
    expected: 0.5 - sd * expectedLargest(pairs.length),
    n,
    p: Math.min(1, pairs.length * binomialTails(changed, n, 0.5).lower),
    leastP: pairs.length * 0.5 ** n,
    limits: (level) => ({ low: binomialQuantile(level / pairs.length, n, 0.5) / n }),
  };
};

/** The largest share. */
export const mostChangedBits: Extreme = (pairs, bits) => {
  const { n, sd } = avalancheModel(pairs, bits);
  const changed = largest(pairs, ({ changedBits }) => changedBits);
  return {
    value: changed / n,
    expected: Math.min(1, 0.5 + sd * expectedLargest(pairs.length)),
    n,
    p: Math.min(1, pairs.length * binomialTails(changed, n, 0.5).upper),
    leastP: pairs.length * 0.5 ** n,
    limits: (level) => ({ high: binomialQuantile(1 - level / pairs.length, n, 0.5) / n }),
  };
};

function avalancheModel(pairs: readonly Difference[], bits: number): Omit<Model, "mean"> {
  const n = pairs[0]!.n * bits;
  return { n, sd: 0.5 / Math.sqrt(n) };
}

export const avalancheMin: Metric = extremeMetric(
  "oneSample",
  { id: "avalanche-min", meaning: "Smallest share of bits that change." },
  fewestChangedBits,
);

export const avalancheMax: Metric = extremeMetric(
  "oneSample",
  { id: "avalanche-max", meaning: "The largest share of bits that change." },
  mostChangedBits,
);
