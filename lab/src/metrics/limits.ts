import { chiSquaredAbove } from "../statistics/chi-squared.ts";
import { normalQuantile } from "../statistics/normal.ts";
import type { Limits, Test } from "./metric.ts";
import type { MetricResult } from "./result.ts";

/**
 * From this number of samples on, sums over them are normal far enough out: at a hundred-thousandth an
 * ideal image of 28 by 28 samples exceeds normal limits up to three times too often (simulated), one of
 * 64 by 64 does not.
 */
export const fewestForNormal = 4000;

// Three symbols a bin. With fewer an ideal image exceeds a chi-squared limit at 0.0001 half as often
// again and more (simulated: 1.5 times at 256 symbols, 1.4 at 512, 0.8 at 784).
const fewestPerBin = 3;

/** Whether `n` symbols are enough for a statistic of their histogram to follow a chi-squared one. */
export function fillsBins(n: number, bins: number): boolean {
  return n >= fewestPerBin * bins;
}

/** Limits of a chi-squared value: beyond them its two-sided p-value is below `level`. */
export function chiSquaredLimits(
  freedom: number,
  level: number,
): { readonly low: number; readonly high: number } {
  return {
    low: chiSquaredAbove(1 - level / 2, freedom),
    high: chiSquaredAbove(level / 2, freedom),
  };
}

/** Limits of a normal value: beyond them its two-sided p-value is below `level`. */
export function normalLimits(
  { expected, sd }: Pick<MetricResult, "expected" | "sd">,
  level: number,
): Limits {
  const reach = -normalQuantile(level / 2) * sd;
  return { low: expected - reach, high: expected + reach };
}

/** The results that count enough for normal tails, as tests. */
export function normalTests(results: readonly MetricResult[]): readonly Test[] {
  return results
    .filter(({ n }) => n >= fewestForNormal)
    .map((result) => asTest(result, normalLimits));
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
