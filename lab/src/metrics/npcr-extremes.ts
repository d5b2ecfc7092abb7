import { binomialQuantile, binomialTails } from "../statistics/binomial.ts";
import { expectedLargest } from "../statistics/normal-extremes.ts";
import type { Difference } from "./differences.ts";
import {
  extremeMetric,
  largest,
  meanMetric,
  overallExtreme,
  smallest,
  type Extreme,
  type Model,
} from "./extremes.ts";
import type { Metric } from "./metric.ts";

/** The smallest share of samples that differ. */
export const smallestNpcr: Extreme = (pairs, bits) => {
  const { n, meet, mean, sd } = npcrModel(pairs, bits);
  const equal = largest(pairs, ({ equal }) => equal);
  return {
    value: 1 - equal / n,
    expected: mean - sd * expectedLargest(pairs.length),
    n,
    p: Math.min(1, pairs.length * binomialTails(equal, n, meet).upper),
    leastP: pairs.length * meet ** n,
    limits: (level) => ({ low: 1 - binomialQuantile(1 - level / pairs.length, n, meet) / n }),
  };
};

/** The largest share: ciphers that let no two samples meet are as far from ideal. */
export const largestNpcr: Extreme = (pairs, bits) => {
  const { n, meet, mean, sd } = npcrModel(pairs, bits);
  const equal = smallest(pairs, ({ equal }) => equal);
  return {
    value: 1 - equal / n,
    expected: Math.min(1, mean + sd * expectedLargest(pairs.length)),
    n,
    p: Math.min(1, pairs.length * binomialTails(equal, n, meet).lower),
    leastP: pairs.length * (1 - meet) ** n,
    limits: (level) => ({ high: 1 - binomialQuantile(level / pairs.length, n, meet) / n }),
  };
};

export function npcrModel(
  pairs: readonly Difference[],
  bits: number,
): Model & { readonly meet: number } {
  const { n } = pairs[0]!;
  const meet = 2 ** -bits;
  return { n, meet, mean: 1 - meet, sd: Math.sqrt((meet * (1 - meet)) / n) };
}

export const npcrMin: Metric = extremeMetric(
  "oneSample",
  {
    id: "npcr-min",
    meaning: "Smallest share of samples that change, over all places, at a fixed key and nonce.",
  },
  smallestNpcr,
);

export const npcrMax: Metric = extremeMetric(
  "oneSample",
  { id: "npcr-max", meaning: "The largest share: samples that never meet are no chance either." },
  largestNpcr,
);

export const npcrMean: Metric = meanMetric(
  "oneSample",
  { id: "npcr-mean", meaning: "The mean share over all places, which papers print." },
  { of: ({ equal, n }) => 1 - equal / n, expected: (bits) => 1 - 2 ** -bits },
);

export const npcrMinAsUsed: Metric = extremeMetric(
  "ownNonces",
  {
    id: "npcr-min-as-used",
    meaning: "Smallest share of samples that change when every image has its own nonce.",
  },
  smallestNpcr,
);

export const keySensitivityNpcr: Metric = extremeMetric(
  "nearKeys",
  { id: "key-sensitivity-npcr", meaning: "Smallest share of samples that change." },
  smallestNpcr,
);

/** One that encrypts an image alike every time shows which images are equal. */
export const sameImageNpcr: Metric = overallExtreme(
  "sameImage",
  {
    id: "same-image-npcr",
    meaning:
      "Smallest share of samples that differ when one image is encrypted several times, each with its own nonce.",
  },
  smallestNpcr,
);

export const keyBytesNpcr: Metric = overallExtreme(
  "keyBytes",
  {
    id: "key-bytes-npcr",
    meaning:
      "Smallest share of samples that change with any one byte of the native key, or the order of its bytes.",
  },
  smallestNpcr,
);
