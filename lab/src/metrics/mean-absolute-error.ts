import type { Image } from "neuroveil/image";
import { normalP } from "../statistics/normal.ts";
import { overallAndByChannel } from "./by-channel.ts";
import { normalTests } from "./limits.ts";
import { uniformMoments } from "./mean-squared-error.ts";
import { judged, type Metric } from "./metric.ts";
import { planePairs } from "./plane.ts";
import type { Plane } from "./plane.ts";
import type { MetricResult, Reading } from "./result.ts";

/**
 * Mean absolute difference of the samples of two images, 0 to 2^bits - 1, over all channels together
 * and one by one.
 *
 * `expected`, `sd` and `p` hold where the second image is the cipher image of the first under an ideal
 * cipher. Between an image and its restoration only `value` has a meaning.
 *
 * @throws {NeuroveilError} "usage" when the images differ in shape or depth
 */
export function meanAbsoluteError(plain: Image, other: Image): readonly MetricResult[] {
  return overallAndByChannel("mae", planePairs(plain, other), read);
}

function read(pairs: readonly (readonly [Plane, Plane])[]): Reading {
  let [sum, mean, variance, n] = [0, 0, 0, 0];
  for (const [{ samples, bits }, other] of pairs) {
    const largest = 2 ** bits - 1;
    const { second } = uniformMoments(bits);
    for (let i = 0; i < samples.length; i++) {
      const below = samples[i]!;
      const above = largest - below;
      const distance = (below * (below + 1) + above * (above + 1)) / (2 * (largest + 1));
      sum += Math.abs(below - other.samples[i]!);
      mean += distance;
      variance += (below - largest / 2) ** 2 + second - distance * distance;
    }
    n += samples.length;
  }
  const [value, expected, sd] = [sum / n, mean / n, Math.sqrt(variance) / n];
  const z = (value - expected) / sd;
  return { value, expected, sd, z, p: normalP(z), n };
}

export const meanAbsoluteErrorMetric: Metric = judged({
  subject: "bothImages",
  even: true,
  notes: [
    {
      id: "mae",
      meaning: "Mean absolute difference of the samples.",
    },
  ],
  measure: ({ plain, cipher }) => normalTests(meanAbsoluteError(plain, cipher)),
});
