import { metrics } from "../metrics/list.ts";
import {
  isTest,
  type Information,
  type Observed,
  type Subject,
  type Test,
} from "../metrics/metric.ts";
import { familyWise } from "../statistics/family-wise.ts";
import { canFail } from "../statistics/tarone.ts";

/** A metric with its verdict. */
export interface JudgedMetric extends Information {
  /** Probability that an ideal cipher is as far off, this test alone. */
  readonly p?: number;
  /** Level of the whole family. */
  readonly alpha?: number;
  /** Holm-adjusted p-value: rejected where below `alpha`. */
  readonly adjusted?: number;
  /** "info" is measured and not judged. */
  readonly verdict: "pass" | "fail" | "info";
}

/** What a family of tests comes to. */
export interface Judgement {
  readonly metrics: readonly JudgedMetric[];
  /**
   * Ids of metrics that judge larger images, or such with contrast, and do not judge this one: they do
   * not exist here, their distribution is not known on so few samples, or no value would fail.
   */
  readonly unjudged: readonly string[];
}

/**
 * Measures all that can be measured of what was observed, and judges it.
 * @param leftOut ids that cannot be judged on what was observed
 */
export function judgeObserved(
  seen: Partial<Observed>,
  alpha: number,
  leftOut: ReadonlySet<string> = new Set(),
): Judgement {
  const judged = judge(
    metrics.flatMap((metric) => metric.measure(seen)).filter(({ id }) => !leftOut.has(id)),
    alpha,
  );
  const tested = new Set(judged.filter(({ verdict }) => verdict !== "info").map(({ id }) => id));
  const expected = metrics
    .filter((metric) => metric.judged && isObserved(metric.subject, seen))
    .flatMap(({ notes }) => notes.map(({ id }) => id))
    .filter((id) => !leftOut.has(id));
  return { metrics: judged, unjudged: expected.filter((id) => !tested.has(id)) };
}

/** Wrong keys that are refused give nothing to be judged, whatever the image. */
function isObserved(subject: Subject, seen: Partial<Observed>): boolean {
  if (subject === "wrongKeys") return seen.wrongKeys?.some(({ refused }) => !refused) === true;
  return seen[subject] !== undefined;
}

/**
 * Judges tests as one family by Holm's rule: an ideal cipher fails anywhere with probability at most
 * `alpha`. Tests that cannot fail, of which images of some dozen samples have several, are no members:
 * they are given for information.
 *
 * `low` and `high` share `alpha` evenly among the tests (Bonferroni). A value outside is rejected; one
 * inside can be rejected too when others of the family are, because Holm's rule then tests the rest at
 * a larger level. `adjusted` decides. What is not to be judged comes after the tests.
 */
function judge(found: readonly (Test | Information)[], alpha: number): readonly JudgedMetric[] {
  const all = found.filter(isTest);
  const able = canFail(
    all.map(({ leastP = 0 }) => leastP),
    alpha,
  );
  const tests = all.filter((_, i) => able[i]);
  const family = familyWise(
    tests.map(({ p }) => p),
    alpha,
  );
  const level = alpha / tests.length;
  return [
    ...tests.map((test, i) => withVerdict(test, level, alpha, family.adjusted[i]!)),
    ...all.filter((_, i) => !able[i]).map(information),
    ...found.filter((each) => !isTest(each)).map(information),
  ];
}

function information({ id, channel, value, expected, low, high, n }: Information): JudgedMetric {
  return {
    id,
    ...(channel !== undefined && { channel }),
    value,
    ...(expected !== undefined && { expected }),
    ...(low !== undefined && { low }),
    ...(high !== undefined && { high }),
    n,
    verdict: "info",
  };
}

function withVerdict(test: Test, level: number, alpha: number, adjusted: number): JudgedMetric {
  const { id, channel, value, expected, n, p } = test;
  return {
    id,
    ...(channel !== undefined && { channel }),
    value,
    ...(expected !== undefined && { expected }),
    ...test.limits(level),
    n,
    p,
    alpha,
    adjusted,
    verdict: adjusted < alpha ? "fail" : "pass",
  };
}
