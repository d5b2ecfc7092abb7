import { metricById } from "../metrics/list.ts";
import { normalQuantile } from "../statistics/normal.ts";
import type { Outcome } from "./measure.ts";

/**
 * Metrics that look at the cipher image, or at plain and cipher image side by side; all others compare
 * cipher images that were made under related keys or of related images.
 *
 * Under an ideal cipher the p-values of image metrics are spread evenly (`calibration.slow.ts`). Those
 * of extremes over many pairs and of fits of counts are bounds, and too large.
 */
export function isImageMetric(id: string): boolean {
  const metric = metricById(id);
  return metric?.even === true;
}

// Smaller p-values than this have no normal score in doubles.
const smallestP = 1e-300;

/**
 * A p-value as a standard normal score, with the sign of the deviation. Where only large values are
 * counted, a large p-value belongs to a small one.
 */
export function scoreOf({ id, p, value, expected = 0 }: Outcome): number {
  if (metricById(id)?.upper === true) return sizeOf(p);
  const distance = -normalQuantile(inside(p / 2));
  return value !== null && value < expected ? -distance : distance;
}

/** A p-value as a standard normal score whatever the side: large where the value is far off. */
export function sizeOf(p: number): number {
  return -normalQuantile(inside(p));
}

function inside(p: number): number {
  return Math.min(Math.max(p, smallestP), 1 - Number.EPSILON);
}

/**
 * The outcomes of one metric in one job that are independent under an ideal cipher: the one over all
 * channels or, where there is none, one of each channel.
 */
export function independent(outcomes: readonly Outcome[]): readonly Outcome[] {
  const overall = outcomes.filter(({ channel }) => channel === undefined);
  return overall.length > 0 ? overall : outcomes;
}
