import type { Image } from "neuroveil/image";
import { overallAndByChannel } from "./by-channel.ts";
import { readSquaredError } from "./mean-squared-error.ts";
import { type Information, informative, type Metric } from "./metric.ts";
import { planePairs } from "./plane.ts";
import type { MetricResult } from "./result.ts";

/**
 * Peak signal-to-noise ratio, 10 log10((2^bits - 1)² / MSE) decibels, over all channels together and
 * one by one; infinite where the images are identical.
 *
 * `expected` is that of the expected mean squared error under an ideal cipher, and `z` and `p` are
 * those of the mean squared error, `z` with the other sign; all three hold where the second image is
 * the cipher image of the first.
 *
 * @throws {NeuroveilError} "usage" when the images differ in shape or depth
 */
export function psnr(plain: Image, other: Image): readonly MetricResult[] {
  const peak = (2 ** plain.bits - 1) ** 2;
  const decibels = (squaredError: number): number => 10 * Math.log10(peak / squaredError);
  const errors = overallAndByChannel("psnr", planePairs(plain, other), readSquaredError);
  return errors.map((error) =>
    Object.assign({}, error, {
      value: decibels(error.value),
      expected: decibels(error.expected),
      sd: ((10 / Math.LN10) * error.sd) / error.expected,
      z: -error.z,
    }),
  );
}

/** The mean squared error in another unit. */
export const psnrMetric: Metric = informative({
  subject: "bothImages",
  notes: [{ id: "psnr", meaning: "The mean squared error in decibels: the same test as mse." }],
  measure: ({ plain, cipher }) =>
    psnr(plain, cipher).map(({ id, channel, value, expected, n }): Information => {
      const metric = { id, value, expected, n };
      return channel === undefined ? metric : Object.assign({ channel }, metric);
    }),
});
