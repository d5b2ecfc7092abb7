import { familyWise } from "../statistics/family-wise.ts";

/** Where an ideal cipher's value lies; a side without a limit is not tested. */
export interface Limits {
  readonly low?: number;
  readonly high?: number;
}

/** A value to be judged, and what an ideal cipher would give. */
export interface Test {
  readonly id: string;
  /** Channel number from 0; absent where all channels count together. */
  readonly channel?: number;
  readonly value: number;
  /** Mean over ideal ciphers. */
  readonly expected?: number;
  /** What was counted: samples, pairs of samples, or scores. */
  readonly n: number;
  /** Probability that an ideal cipher is as far off. */
  readonly p: number;
  /** The values beyond which `p` is below `level`. */
  readonly limits: (level: number) => Limits;
}

/** A metric with its verdict. */
export interface JudgedMetric extends Limits {
  readonly id: string;
  readonly channel?: number;
  /** NaN where it does not exist: the correlation of a plane without contrast. */
  readonly value: number;
  readonly expected?: number;
  readonly n: number;
  /** Probability that an ideal cipher is as far off, this test alone. */
  readonly p?: number;
  /** Level of the whole family. */
  readonly alpha?: number;
  /** Holm-adjusted p-value: rejected where below `alpha`. */
  readonly adjusted?: number;
  /** "info" is measured and not judged. */
  readonly verdict: "pass" | "fail" | "info";
}

/**
 * Judges tests as one family by Holm's rule: an ideal cipher fails anywhere with probability at most
 * `alpha`.
 *
 * `low` and `high` share `alpha` evenly among the tests (Bonferroni). A value outside is rejected; one
 * inside can be rejected too when others of the family are, because Holm's rule then tests the rest at
 * a larger level. `adjusted` decides.
 */
export function judge(tests: readonly Test[], alpha: number): readonly JudgedMetric[] {
  const family = familyWise(
    tests.map(({ p }) => p),
    alpha,
  );
  const level = alpha / tests.length;
  return tests.map((test, i) => withVerdict(test, level, alpha, family.adjusted[i]!));
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
