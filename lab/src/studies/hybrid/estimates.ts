import type { Estimate } from "../../report/estimate.ts";
import { meanInterval } from "../../statistics/mean-interval.ts";
import { median, quantile } from "../../statistics/quantile.ts";
import type { PictureMetric, PicturesRecord } from "./measure-pictures.ts";

/** Mean and 95% interval of what was measured; ∞ where every value was infinite. */
export function estimateOf(
  values: readonly (number | null)[] | undefined,
  times = 1,
  confidence = 0.95,
): Estimate | undefined {
  if (values === undefined || values.length === 0) return undefined;
  const finite = values.filter((value) => value !== null);
  if (finite.length === 0)
    return { value: Infinity, low: Infinity, high: Infinity, n: values.length };
  const { value, low, high, n } = meanInterval(finite, confidence);
  return { value: times * value, low: times * low, high: times * high, n };
}

/** What small images cannot have is no infinite value. */
const absentWhereNull: ReadonlySet<PictureMetric> = new Set([
  "entropy",
  "chiSquare",
  "cipherSsim",
  "rightSsim",
  "nearSsim",
  "otherSsim",
]);

export function pictureEstimate(
  record: PicturesRecord | undefined,
  metric: PictureMetric,
  times = 1,
): Estimate | undefined {
  const values = record?.values[metric];
  if (values === undefined) return undefined;
  const there = values.filter((value) => value !== null);
  if (there.length === 0 && absentWhereNull.has(metric)) return undefined;
  return estimateOf(values, times);
}

/** Values that exist. */
export function finiteOf(values: readonly (number | null)[] | undefined): readonly number[] {
  return (values ?? []).filter((value) => value !== null);
}

/** Median with the quartiles as its ends: times have tails, and no mean. */
export function quartiles(values: readonly number[]): Estimate | undefined {
  if (values.length === 0) return undefined;
  return {
    value: median(values),
    low: quantile(values, 0.25),
    high: quantile(values, 0.75),
    n: values.length,
  };
}
