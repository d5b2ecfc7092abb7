import type { Image } from "neuroveil/image";
import { normalP } from "../statistics/normal.ts";
import { readPlanes } from "./by-channel.ts";
import { countMoments } from "./count-moments.ts";
import { histogram } from "./histogram.ts";
import { normalTests } from "./limits.ts";
import { judged, type Metric } from "./metric.ts";
import type { Plane } from "./plane.ts";
import type { MetricResult, Reading } from "./result.ts";

/**
 * Deviation of the histogram from the uniform one: Σ |count - n / symbols| / n, 0 to 2, over all
 * channels together and one by one. 16-bit samples count as two bytes. An ideal cipher image does not
 * have 0 but, at 8 bits, about sqrt(255 · 2 / π) / sqrt(n) = 12.741 / sqrt(n): each of 256 counts has
 * variance n / 256 · 255 / 256, and a normal value's mean distance is sqrt(2 / π) of its spread.
 */
export function uniformDeviation(image: Image): readonly MetricResult[] {
  return readPlanes("uniform-deviation", image, read);
}

function read(planes: readonly Plane[]): Reading {
  const { counts, n } = histogram(planes);
  const even = n / counts.length;
  const distance = (count: number): number => Math.abs(count - even) / n;
  const value = counts.reduce((sum, count) => sum + distance(count), 0);
  const { mean: expected, sd } = countMoments(n, [{ times: counts.length, of: distance }]);
  // A single symbol deviates alike, whichever it is.
  const z = n > 1 ? (value - expected) / sd : 0;
  return { value, expected, sd, z, p: normalP(z), n };
}

export const uniformDeviationMetric: Metric = judged({
  subject: "cipherImage",
  even: true,
  notes: [{ id: "uniform-deviation", meaning: "Distance of the histogram from an even one." }],
  measure: (image) => normalTests(uniformDeviation(image)),
});
