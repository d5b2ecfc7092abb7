import type { Status } from "neuroveil/ciphers";
import { repeatsNonce } from "../analysis/nonce-note.ts";
import { clopperPearson, type Proportion } from "../statistics/clopper-pearson.ts";
import { familyWise } from "../statistics/family-wise.ts";
import { standardNormalFit, type KolmogorovSmirnov } from "../statistics/kolmogorov-smirnov.ts";
import { normalP } from "../statistics/normal.ts";
import type { Measurement, Outcome } from "./measure.ts";
import { independent, isImageMetric, scoreOf, sizeOf } from "./readings.ts";

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

/** One cipher over all jobs, judged as one family. */
export interface CipherSummary {
  readonly cipher: string;
  readonly status: Status;
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

/** A metric's outcomes, job by job. */
export interface MetricOutcomes {
  readonly id: string;
  readonly jobs: readonly (readonly Outcome[])[];
}

/** Sorts the outcomes of a cipher's jobs by metric, in the order of an analysis. */
export function byMetric(measurements: readonly Measurement[]): readonly MetricOutcomes[] {
  const ids = new Set(measurements.flatMap(({ outcomes }) => outcomes.map(({ id }) => id)));
  return [...ids].map((id) => ({
    id,
    jobs: measurements
      .map(({ outcomes }) => outcomes.filter((outcome) => outcome.id === id))
      .filter((outcomes) => outcomes.length > 0),
  }));
}

/**
 * Judges a cipher over all of its jobs as one family by Holm's rule: every test of every job, and for
 * every metric whether its scores are centred and its p-values spread evenly.
 *
 * @param measurements one and more
 */
export function summarise(
  cipher: { readonly id: string; readonly status: Status },
  measurements: readonly Measurement[],
  alpha: number,
): CipherSummary {
  const metrics = byMetric(measurements).map(({ id, jobs }) => {
    const together = isImageMetric(id) ? readTogether(independent(jobs)) : undefined;
    const own = jobs.flatMap((outcomes) => outcomes.map(({ p }) => p));
    const p = together === undefined ? own : [...own, together.meanScore.p, together.fit.p];
    return { id, jobs, together, p };
  });
  const family = familyWise(
    metrics.flatMap(({ p }) => p),
    alpha,
  );
  let at = 0;
  const summaries = metrics.map(({ p, ...metric }) => {
    const adjusted = smallest(family.adjusted.slice(at, (at += p.length)));
    return judged(metric, adjusted, adjusted < alpha ? "fail" : "pass");
  });
  const passed = measurements.filter(({ outcomes }) =>
    outcomes.every(({ verdict }) => verdict === "pass"),
  );
  const asUsed = summaries.every(({ id, verdict }) => verdict === "pass" || repeatsNonce(id));
  return {
    cipher: cipher.id,
    status: cipher.status,
    jobs: measurements.length,
    passed: clopperPearson(passed.length, measurements.length),
    tests: family.adjusted.length,
    rejected: family.rejected.filter(Boolean).length,
    verdict: family.pass ? "pass" : "fail",
    asUsed: asUsed ? "pass" : "fail",
    metrics: summaries,
  };
}

type Together = Required<Pick<MetricSummary, "rejected" | "meanScore" | "fit">>;

function judged(
  { id, jobs, together }: MetricOutcomes & { readonly together: Together | undefined },
  adjusted: number,
  verdict: "pass" | "fail",
): MetricSummary {
  const passed = jobs.filter((outcomes) => outcomes.every((each) => each.verdict === "pass"));
  return { id, passed: clopperPearson(passed.length, jobs.length), ...together, adjusted, verdict };
}

/** What independent tests of one metric say together. */
function readTogether(tests: readonly Outcome[]): Together {
  const n = tests.length;
  const value = tests.reduce((sum, test) => sum + scoreOf(test), 0) / n;
  return {
    rejected: clopperPearson(tests.filter(({ p }) => p < rateLevel).length, n),
    meanScore: { value, p: normalP(value * Math.sqrt(n)) },
    fit: standardNormalFit(tests.map(sizeOf)),
  };
}

function smallest(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), 1);
}
