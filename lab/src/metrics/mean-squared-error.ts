import type { Image } from "neuroveil/image";
import { normalP } from "../statistics/normal.ts";
import { overallAndByChannel } from "./by-channel.ts";
import { normalTests } from "./limits.ts";
import { judged, type Metric } from "./metric.ts";
import { planePairs } from "./plane.ts";
import type { Plane } from "./plane.ts";
import type { MetricResult, Reading } from "./result.ts";

/**
 * Mean squared difference of the samples of two images, 0 to (2^bits - 1)², over all channels together
 * and one by one.
 *
 * `expected`, `sd` and `p` hold where the second image is the cipher image of the first under an ideal
 * cipher; for 8 bits the expectation is 5461.25 plus the plain image's variance and the square of its
 * mean's distance from 127.5. Between an image and its restoration only `value` has a meaning.
 *
 * @throws {NeuroveilError} "usage" when the images differ in shape or depth
 */
export function meanSquaredError(plain: Image, other: Image): readonly MetricResult[] {
  return overallAndByChannel("mse", planePairs(plain, other), readSquaredError);
}

/** One reading of all these planes. */
export function readSquaredError(pairs: readonly (readonly [Plane, Plane])[]): Reading {
  let [sum, mean, variance, n] = [0, 0, 0, 0];
  for (const [{ samples, bits }, other] of pairs) {
    const centre = (2 ** bits - 1) / 2;
    const { second, fourth } = uniformMoments(bits);
    for (let i = 0; i < samples.length; i++) {
      const offset = (samples[i]! - centre) ** 2;
      sum += (samples[i]! - other.samples[i]!) ** 2;
      mean += offset + second;
      variance += 4 * offset * second + fourth - second * second;
    }
    n += samples.length;
  }
  const [value, expected, sd] = [sum / n, mean / n, Math.sqrt(variance) / n];
  const z = (value - expected) / sd;
  return { value, expected, sd, z, p: normalP(z), n };
}

/** Second and fourth central moments of a sample that is uniform on 0 to 2^bits - 1. */
export function uniformMoments(bits: number): { second: number; fourth: number } {
  const square = 4 ** bits;
  return { second: (square - 1) / 12, fourth: ((square - 1) * (3 * square - 7)) / 240 };
}

export const meanSquaredErrorMetric: Metric = judged({
  subject: "bothImages",
  even: true,
  notes: [
    {
      id: "mse",
      meaning: "Mean squared difference of the samples.",
    },
  ],
  measure: ({ plain, cipher }) => normalTests(meanSquaredError(plain, cipher)),
});
