import type { MetricResult } from "../metrics/result.ts";
import { normalQuantile } from "../statistics/normal.ts";
import type { Limits, Test } from "./judge.ts";

/**
 * From this number of samples on, sums over them are normal far enough out: at a hundred-thousandth an
 * ideal image of 28 by 28 samples exceeds normal limits up to three times too often (simulated), one of
 * 64 by 64 does not.
 */
export const fewestForNormal = 4000;

/** Limits of a normal value: beyond them its two-sided p-value is below `level`. */
export function normalLimits(
  { expected, sd }: Pick<MetricResult, "expected" | "sd">,
  level: number,
): Limits {
  const reach = -normalQuantile(level / 2) * sd;
  return { low: expected - reach, high: expected + reach };
}

/** A metric's result as a test, with the inverse of its own p-value. */
export function asTest<T extends Omit<Test, "limits">>(
  result: T,
  limits: (result: T, level: number) => Limits,
): Test {
  const { id, channel, value, expected, n, p } = result;
  return {
    id,
    ...(channel !== undefined && { channel }),
    value,
    ...(expected !== undefined && { expected }),
    n,
    p,
    limits: (level) => limits(result, level),
  };
}
