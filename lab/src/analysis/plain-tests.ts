import type { Image } from "neuroveil/image";
import { globalSsim } from "../metrics/global-ssim.ts";
import { irregularDeviation } from "../metrics/irregular-deviation.ts";
import { maximumDeviation } from "../metrics/maximum-deviation.ts";
import { meanAbsoluteError } from "../metrics/mean-absolute-error.ts";
import { meanSquaredError } from "../metrics/mean-squared-error.ts";
import { psnr } from "../metrics/psnr.ts";
import type { MetricResult } from "../metrics/result.ts";
import { ssim } from "../metrics/ssim.ts";
import type { JudgedMetric, Test } from "./judge.ts";
import { asTest, fewestForNormal, normalLimits } from "./limits.ts";

const metrics: readonly ((plain: Image, cipher: Image) => readonly MetricResult[])[] = [
  maximumDeviation,
  irregularDeviation,
  meanSquaredError,
  meanAbsoluteError,
  globalSsim,
];

/**
 * Deviations, errors and the similarity of the whole images, of a plain and a cipher image of one
 * shape and depth, against what an ideal cipher gives on this very plain image.
 */
export function plainTests(plain: Image, cipher: Image): readonly Test[] {
  return metrics.flatMap((measure) =>
    measure(plain, cipher)
      .filter(({ n }) => n >= fewestForNormal)
      .map((result) => asTest(result, normalLimits)),
  );
}

/**
 * What is measured on a plain and a cipher image and not judged: the signal-to-noise ratio, which is
 * the mean squared error in another unit, and the similarity in windows, whose distribution is not
 * known.
 */
export function plainInformation(plain: Image, cipher: Image): readonly JudgedMetric[] {
  const noise = psnr(plain, cipher).map(({ id, channel, value, expected, n }): JudgedMetric => {
    const metric = { id, value: value ?? Infinity, expected, n, verdict: "info" } as const;
    return channel === undefined ? metric : Object.assign({ channel }, metric);
  });
  const similarity = ssim(plain, cipher).map((result): JudgedMetric =>
    Object.assign({ verdict: "info" as const }, result),
  );
  return [...noise, ...similarity];
}
