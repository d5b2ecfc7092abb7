import { uaciMoments } from "../metrics/uaci.ts";
import { binomialQuantile, binomialTails } from "../statistics/binomial.ts";
import {
  binomialFit,
  kolmogorovSmirnovP,
  standardNormalFit,
  type KolmogorovSmirnov,
} from "../statistics/kolmogorov-smirnov.ts";
import { expectedLargest } from "../statistics/normal-extremes.ts";
import { normalCdf, normalQuantile } from "../statistics/normal.ts";
import { together, type Difference } from "./differences.ts";
import type { Test } from "./judge.ts";

/** The extremes of a measure over several pairs of cipher images, in one channel or in all. */
type Extreme = (pairs: readonly Difference[], bits: number) => Omit<Test, "id" | "channel">;

// With m pairs the extreme one is judged at a level m times smaller (Bonferroni), which holds however
// the pairs depend on each other. Means are those of independent pairs, as if normal.

/** The smallest share of samples that differ. */
export const smallestNpcr: Extreme = (pairs, bits) => {
  const { n, meet, mean, sd } = npcrModel(pairs, bits);
  const equal = largest(pairs, ({ equal }) => equal);
  return {
    value: 1 - equal / n,
    expected: mean - sd * expectedLargest(pairs.length),
    n,
    p: Math.min(1, pairs.length * binomialTails(equal, n, meet).upper),
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
    limits: (level) => ({ high: 1 - binomialQuantile(level / pairs.length, n, meet) / n }),
  };
};

/** The smallest mean distance. */
export const smallestUaci: Extreme = (pairs, bits) => {
  const { n, mean, sd } = uaciModel(pairs, bits);
  const value = smallest(pairs, (pair) => uaci(pair, bits));
  return {
    value,
    expected: mean - sd * expectedLargest(pairs.length),
    n,
    p: Math.min(1, pairs.length * normalCdf((value - mean) / sd)),
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
    limits: (level) => ({ high: mean - sd * normalQuantile(level / pairs.length) }),
  };
};

/** The smallest share of bits that differ. */
export const fewestChangedBits: Extreme = (pairs, bits) => {
  const { n, sd } = avalancheModel(pairs, bits);
  const changed = smallest(pairs, ({ changedBits }) => changedBits);
  return {
    value: changed / n,
    expected: 0.5 - sd * expectedLargest(pairs.length),
    n,
    p: Math.min(1, pairs.length * binomialTails(changed, n, 0.5).lower),
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
    limits: (level) => ({ high: binomialQuantile(1 - level / pairs.length, n, 0.5) / n }),
  };
};

/** A test of an extreme over all channels together, then one channel at a time. */
export function extremeTests(
  id: string,
  pairs: readonly (readonly Difference[])[],
  bits: number,
  extreme: Extreme,
): readonly Test[] {
  const overall = { id, ...extreme(pairs.map(together), bits) };
  const channels = pairs[0]!.length;
  if (channels === 1) return [overall];
  return [
    overall,
    ...Array.from({ length: channels }, (_, channel) => {
      const each = pairs.map((pair) => pair[channel]!);
      return { id, channel, ...extreme(each, bits) };
    }),
  ];
}

// With fewer equal samples than this, on average, counts take too few values to vary as chance would.
const fewestEqual = 16;
// Fewer samples than this give a mean distance whose distribution is not yet normal.
const fewestSamples = 1024;

/**
 * Whether independent pairs vary as chance would: each can be inconspicuous and all of them too near
 * the mean. Counts of equal samples are held against their binomial distribution, mean distances
 * against the normal one. Left out for images too small for that.
 */
export function scoreTests(
  pairs: readonly (readonly Difference[])[],
  bits: number,
): readonly Test[] {
  const whole = pairs.map(together);
  const tests: Test[] = [];
  const npcr = npcrModel(whole, bits);
  if (npcr.n * npcr.meet >= fewestEqual) {
    const counts = whole.map(({ equal }) => equal);
    tests.push(scoreTest("npcr-scores", binomialFit(counts, npcr.n, npcr.meet)));
  }
  const { n, mean, sd } = uaciModel(whole, bits);
  if (n >= fewestSamples) {
    const scores = whole.map((pair) => (uaci(pair, bits) - mean) / sd);
    tests.push(scoreTest("uaci-scores", standardNormalFit(scores)));
  }
  return tests;
}

function scoreTest(id: string, { statistic, p, n }: KolmogorovSmirnov): Test {
  return { id, value: statistic, n, p, limits: (level) => ({ high: distanceAt(level, n) }) };
}

/** The Kolmogorov-Smirnov distance whose p-value is `level`, by halving. */
function distanceAt(level: number, n: number): number {
  let [low, high] = [0, 1];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (kolmogorovSmirnovP(middle, n) > level) low = middle;
    else high = middle;
  }
  return high;
}

interface Model {
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
}

function npcrModel(pairs: readonly Difference[], bits: number): Model & { readonly meet: number } {
  const { n } = pairs[0]!;
  const meet = 2 ** -bits;
  return { n, meet, mean: 1 - meet, sd: Math.sqrt((meet * (1 - meet)) / n) };
}

function avalancheModel(pairs: readonly Difference[], bits: number): Omit<Model, "mean"> {
  const n = pairs[0]!.n * bits;
  return { n, sd: 0.5 / Math.sqrt(n) };
}

/** Normal in its tails from about a hundred samples on; below, a large UACI is a little more frequent. */
function uaciModel(pairs: readonly Difference[], bits: number): Model {
  const { n } = pairs[0]!;
  const { expected, sd } = uaciMoments(n, 2 ** bits - 1);
  return { n, mean: expected, sd };
}

function uaci({ distance, n }: Difference, bits: number): number {
  return distance / ((2 ** bits - 1) * n);
}

// As many arguments of a call as there may be pairs would not fit on the stack.
function smallest(pairs: readonly Difference[], measure: (pair: Difference) => number): number {
  return pairs.reduce((least, pair) => Math.min(least, measure(pair)), Infinity);
}

function largest(pairs: readonly Difference[], measure: (pair: Difference) => number): number {
  return pairs.reduce((most, pair) => Math.max(most, measure(pair)), -Infinity);
}
