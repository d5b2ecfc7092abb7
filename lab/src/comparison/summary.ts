import type { Status } from "neuroveil/ciphers";
import { repeatsNonce } from "../analysis/nonce-note.ts";
import { clopperPearson, type Proportion } from "../statistics/clopper-pearson.ts";
import { familyWise } from "../statistics/family-wise.ts";
import { standardNormalFit, type KolmogorovSmirnov } from "../statistics/kolmogorov-smirnov.ts";
import { normalP } from "../statistics/normal.ts";
import type { Measurement } from "./measure.ts";
import { isImageMetric, sizeOf } from "./readings.ts";
import { tally, type MetricTests } from "./tally.ts";

/** The level at which rates of rejection are counted, where an ideal cipher has this share. */
export const rateLevel = 0.05;

/** One metric of one cipher over all jobs. */
export interface MetricSummary {
  readonly id: string;
  /** Jobs in which the metric passed, with its 95% interval; in an analysis of their own. */
  readonly passed: Proportion;
  /** Independent tests below {@link rateLevel}; absent for all but image metrics. */
  readonly rejected?: Proportion;
  /** Mean of their standard normal scores, and the probability that it lies as far from zero. */
  readonly meanScore?: { readonly value: number; readonly p: number };
  /** Whether their p-values are spread evenly: many can be inconspicuous and all too much alike. */
  readonly fit?: KolmogorovSmirnov;
  /** Smallest Holm-adjusted p-value of the metric in the family of the cipher. */
  readonly adjusted: number;
  readonly verdict: "pass" | "fail";
}

/** Of a cipher, or of images that one made which is not here. */
export type ComparedStatus = Status | "elsewhere";

/** One cipher over all jobs, judged as one family. */
export interface CipherSummary {
  readonly cipher: string;
  readonly status: ComparedStatus;
  readonly jobs: number;
  /** Jobs in which no metric failed. */
  readonly passed: Proportion;
  /** Tests in the family: every p-value of every job, the mean scores and the fits. */
  readonly tests: number;
  /** Tests that were rejected. */
  readonly rejected: number;
  readonly verdict: "pass" | "fail";
  /** The verdict without the metrics that repeat the nonce on purpose, as a cipher is meant to be used. */
  readonly asUsed: "pass" | "fail";
  readonly metrics: readonly MetricSummary[];
}

/**
 * Judges a cipher over all of its jobs as one family by Holm's rule: every test of every job, and for
 * every metric whether its scores are centred and its p-values spread evenly.
 *
 * @param measurements one and more
 */
export function summarise(
  cipher: { readonly id: string; readonly status: ComparedStatus },
  measurements: Iterable<Measurement>,
  alpha: number,
): CipherSummary {
  const { jobs, passed, metrics: found } = tally(measurements);
  const metrics = found.map((tests) => {
    const together = isImageMetric(tests.id) ? readTogether(tests) : undefined;
    const p = together === undefined ? [] : [together.meanScore.p, together.fit.p];
    return { tests, together, p: tests.p.concat(p) };
  });
  const family = familyWise(
    metrics.flatMap(({ p }) => p),
    alpha,
  );
  let at = 0;
  const summaries = metrics.map(({ tests, together, p }) => {
    const adjusted = smallest(family.adjusted.slice(at, (at += p.length)));
    return judged(tests, together, adjusted, adjusted < alpha ? "fail" : "pass");
  });
  const asUsed = summaries.every(({ id, verdict }) => verdict === "pass" || repeatsNonce(id));
  return {
    cipher: cipher.id,
    status: cipher.status,
    jobs,
    passed: clopperPearson(passed, jobs),
    tests: family.adjusted.length,
    rejected: family.rejected.filter(Boolean).length,
    verdict: family.pass ? "pass" : "fail",
    asUsed: asUsed ? "pass" : "fail",
    metrics: summaries,
  };
}

type Together = Required<Pick<MetricSummary, "rejected" | "meanScore" | "fit">>;

function judged(
  { id, jobs, passed }: MetricTests,
  together: Together | undefined,
  adjusted: number,
  verdict: "pass" | "fail",
): MetricSummary {
  return { id, passed: clopperPearson(passed, jobs), ...together, adjusted, verdict };
}

/** What independent tests of one metric say together. */
function readTogether({ independent: { p, scores } }: MetricTests): Together {
  const n = p.length;
  const value = scores.reduce((sum, score) => sum + score, 0) / n;
  return {
    rejected: clopperPearson(p.filter((each) => each < rateLevel).length, n),
    meanScore: { value, p: normalP(value * Math.sqrt(n)) },
    fit: standardNormalFit(p.map(sizeOf)),
  };
}

function smallest(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), 1);
}
