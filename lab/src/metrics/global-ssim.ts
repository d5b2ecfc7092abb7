import type { Image } from "neuroveil/image";
import { normalP } from "../statistics/normal.ts";
import { PairSums } from "../statistics/pair-sums.ts";
import { overallAndByChannel } from "./by-channel.ts";
import { normalTests } from "./limits.ts";
import { uniformMoments } from "./mean-squared-error.ts";
import { judged, type Metric } from "./metric.ts";
import { planePairs } from "./plane.ts";
import type { Plane } from "./plane.ts";
import type { MetricResult, Reading } from "./result.ts";
import { contrastConstant, luminanceConstant } from "./ssim.ts";

/**
 * Structural similarity with the whole image as its one window, -1 to 1, over all channels together
 * and one by one: equation 14 of the survey of the four network families. Not comparable with
 * {@link ssim}, the mean over local windows that image processing means by the name.
 *
 * `expected`, `sd` and `p` hold where the second image is the cipher image of the first under an ideal
 * cipher. They are first-order in 1 / sqrt(n).
 *
 * @throws {NeuroveilError} "usage" when the images differ in shape or depth
 */
export function globalSsim(plain: Image, other: Image): readonly MetricResult[] {
  return overallAndByChannel("ssim-global", planePairs(plain, other), read);
}

function read(pairs: readonly (readonly [Plane, Plane])[]): Reading {
  const bits = pairs[0]![0].bits;
  const centre = (2 ** bits - 1) / 2;
  const sums = new PairSums();
  for (const [{ samples }, other] of pairs) sums.add(samples, other.samples);
  const { n, meanX: mean, varianceX, covariance } = sums;
  const [c1, c2] = [luminanceConstant(bits), contrastConstant(bits)];
  const luminance = (a: number, b: number): number => (2 * a * b + c1) / (a * a + b * b + c1);

  const value =
    (luminance(mean, sums.meanY) * (2 * covariance + c2)) / (varianceX + sums.varianceY + c2);

  // The cipher image's mean, variance and covariance with the plain image fluctuate independently.
  const { second, fourth } = uniformMoments(bits);
  const spread = varianceX + second + c2;
  const expected = (luminance(mean, centre) * c2) / spread;
  const squares = mean * mean + centre * centre + c1;
  const byMean = (2 * mean - 2 * centre * luminance(mean, centre)) / squares;
  const sd = Math.sqrt(
    (((byMean * c2) / spread) ** 2 * second +
      (expected / spread) ** 2 * (fourth - second * second) +
      ((2 * luminance(mean, centre)) / spread) ** 2 * varianceX * second) /
      n,
  );
  const z = (value - expected) / sd;
  return { value, expected, sd, z, p: normalP(z), n };
}

export const globalSsimMetric: Metric = judged({
  subject: "bothImages",
  even: true,
  notes: [
    {
      id: "ssim-global",
      meaning: "Structural similarity with the whole image as one window.",
    },
  ],
  measure: ({ plain, cipher }) => normalTests(globalSsim(plain, cipher)),
});
