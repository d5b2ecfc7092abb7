import type { Measurement, Outcome } from "./measure.ts";
import { independent, scoreOf } from "./readings.ts";

/** The tests of one metric over all jobs, as numbers: there are hundreds of thousands of them. */
export interface MetricTests {
  readonly id: string;
  /** Jobs that have the metric. */
  readonly jobs: number;
  /** Those of them in which it passed. */
  readonly passed: number;
  /** The p-values of all tests, job by job. */
  readonly p: readonly number[];
  /** Those that are independent under an ideal cipher, and their scores. */
  readonly independent: { readonly p: readonly number[]; readonly scores: readonly number[] };
}

/** The tests of a cipher. */
export interface Tally {
  readonly jobs: number;
  /** Jobs in which no metric failed. */
  readonly passed: number;
  /** In the order of an analysis. */
  readonly metrics: readonly MetricTests[];
}

/** Goes through the measurements of a cipher once, and sorts their tests by metric. */
export function tally(measurements: Iterable<Measurement>): Tally {
  let [jobs, passed] = [0, 0];
  const metrics = new Map<string, Growing>();
  for (const { outcomes } of measurements) {
    jobs++;
    if (outcomes.every(({ verdict }) => verdict === "pass")) passed++;
    for (const [id, own] of byMetric(outcomes)) {
      const found = metrics.get(id) ?? empty(id);
      metrics.set(id, found);
      found.jobs++;
      if (own.every(({ verdict }) => verdict === "pass")) found.passed++;
      for (const { p } of own) found.p.push(p);
      for (const test of independent(own)) {
        found.independent.p.push(test.p);
        found.independent.scores.push(scoreOf(test));
      }
    }
  }
  return { jobs, passed, metrics: [...metrics.values()] };
}

function byMetric(outcomes: readonly Outcome[]): ReadonlyMap<string, readonly Outcome[]> {
  const found = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const others = found.get(outcome.id);
    if (others === undefined) found.set(outcome.id, [outcome]);
    else others.push(outcome);
  }
  return found;
}

interface Growing extends MetricTests {
  jobs: number;
  passed: number;
  readonly p: number[];
  readonly independent: { readonly p: number[]; readonly scores: number[] };
}

function empty(id: string): Growing {
  return { id, jobs: 0, passed: 0, p: [], independent: { p: [], scores: [] } };
}
