import { metrics as listed } from "../metrics/list.ts";
import { familyWise } from "../statistics/family-wise.ts";
import { fisherExact } from "../statistics/fisher-exact.ts";
import { twoSampleFit } from "../statistics/two-sample.ts";
import type { Measurement } from "./measure.ts";
import { isImageMetric, sizeOf } from "./readings.ts";
import { rateLevel } from "./summary.ts";
import { tally, type MetricTests, type Tally } from "./tally.ts";

/** Whether an image metric tells a cipher from the yardstick. */
export interface MetricDifference {
  readonly id: string;
  /** Fisher's exact test of the two rates of rejection. */
  readonly rateP: number;
  /** Kolmogorov-Smirnov test of the two samples of p-values: whether values lie as far off. */
  readonly sizeP: number;
  /** The same of the scores: whether they lie on the same side. */
  readonly scoreP: number;
  /** The smallest of the three, adjusted by Holm's rule over all metrics and ciphers. */
  readonly adjusted: number;
  readonly differs: boolean;
}

/** Of one cipher. */
export interface Difference {
  readonly cipher: string;
  readonly metrics: readonly MetricDifference[];
  /** Smallest of the metrics' adjusted p-values; 1 without metrics. */
  readonly adjusted: number;
  readonly differs: boolean;
  /**
   * Whether there are enough pairs of image and key for a test with one value a pair to reject anything:
   * without, that nothing differs says nothing at all.
   */
  readonly enough: boolean;
}

/** The jobs of one cipher. */
export interface Measured {
  readonly cipher: string;
  readonly measurements: Iterable<Measurement>;
}

/**
 * Tests for every cipher and image metric whether rate of rejection, p-values and scores are those of
 * the yardstick over the same images and keys. All tests are one family at level `alpha` by Holm's rule.
 * That nothing differs says that these metrics cannot tell the two apart, and nothing about which is
 * hard to break.
 */
export function differencesFrom(
  yardstick: Measured,
  others: readonly Measured[],
  alpha: number,
): readonly Difference[] {
  const theirs = tally(yardstick.measurements);
  const standard = new Map(imageMetrics(theirs).map((tests) => [tests.id, tests]));
  const tested = others.map(({ cipher, measurements }) => {
    const ours = tally(measurements);
    const metrics = imageMetrics(ours).flatMap((tests) => {
      const same = standard.get(tests.id);
      return same === undefined ? [] : [{ id: tests.id, ...compare(tests, same) }];
    });
    return { cipher, metrics, least: leastP(ours.jobs, theirs.jobs) };
  });
  const { adjusted } = familyWise(
    tested.flatMap(({ metrics }) =>
      metrics.flatMap(({ rateP, sizeP, scoreP }) => [rateP, sizeP, scoreP]),
    ),
    alpha,
  );
  let at = 0;
  return tested.map(({ cipher, metrics, least }) => {
    const judged = metrics.map((metric): MetricDifference => {
      const p = Math.min(...adjusted.slice(at, (at += testsAMetric)));
      return { ...metric, adjusted: p, differs: p < alpha };
    });
    return {
      cipher,
      metrics: judged,
      adjusted: Math.min(1, ...judged.map((metric) => metric.adjusted)),
      differs: judged.some(({ differs }) => differs),
      // Holm's rule rejects nothing unless the smallest of all p-values is this small.
      enough: adjusted.length * least < alpha,
    };
  });
}

/** Tests of one image metric against the yardstick's. */
const testsAMetric = 3;

/**
 * How many pairs of image and key it takes at least until a difference of `others` ciphers from the
 * yardstick can be rejected; some fewer do where images are too small for some metrics.
 */
export function fewestPairs(others: number, alpha: number): number {
  const ids = listed.filter(({ judged, even }) => judged && even);
  const tests = testsAMetric * others * ids.flatMap(({ notes }) => notes).length;
  let pairs = 1;
  while (tests * leastP(pairs, pairs) >= alpha) pairs++;
  return pairs;
}

/** The smallest p-value that the tests can have, of samples that do not overlap at all. */
function leastP(n: number, m: number): number {
  let orders = 1;
  for (let i = 1; i <= m; i++) orders *= (n + i) / i;
  return 2 / orders;
}

function imageMetrics({ metrics }: Tally): readonly MetricTests[] {
  return metrics.filter(({ id }) => isImageMetric(id));
}

function compare(
  { independent: ours }: MetricTests,
  { independent: theirs }: MetricTests,
): Pick<MetricDifference, "rateP" | "sizeP" | "scoreP"> {
  const rejected = (tests: typeof ours): number => tests.p.filter((p) => p < rateLevel).length;
  return {
    rateP: fisherExact(rejected(ours), ours.p.length, rejected(theirs), theirs.p.length),
    sizeP: twoSampleFit(ours.p.map(sizeOf), theirs.p.map(sizeOf)).p,
    scoreP: twoSampleFit(ours.scores, theirs.scores).p,
  };
}
