import { metrics } from "../metrics/list.ts";
import { isTest, type Information, type Observed, type Test } from "../metrics/metric.ts";
import { familyWise } from "../statistics/family-wise.ts";

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

/** Measures all that can be measured of what was observed, and judges it. */
export function judgeObserved(seen: Partial<Observed>, alpha: number): readonly JudgedMetric[] {
  return judge(
    metrics.flatMap((metric) => metric.measure(seen)),
    alpha,
  );
}

/**
 * Judges tests as one family by Holm's rule: an ideal cipher fails anywhere with probability at most
 * `alpha`.
 *
 * `low` and `high` share `alpha` evenly among the tests (Bonferroni). A value outside is rejected; one
 * inside can be rejected too when others of the family are, because Holm's rule then tests the rest at
 * a larger level. `adjusted` decides. What is not to be judged comes after the tests.
 */
function judge(found: readonly (Test | Information)[], alpha: number): readonly JudgedMetric[] {
  const tests = found.filter(isTest);
  const family = familyWise(
    tests.map(({ p }) => p),
    alpha,
  );
  const level = alpha / tests.length;
  return [
    ...tests.map((test, i) => withVerdict(test, level, alpha, family.adjusted[i]!)),
    ...found
      .filter((each) => !isTest(each))
      .map((each): JudgedMetric => Object.assign({}, each, { verdict: "info" as const })),
  ];
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
