import type { Image } from "neuroveil/image";
import { describe, expect, test } from "vitest";
import { idealImages, next } from "../ideal-images.ts";
import { avalanche } from "./avalanche.ts";
import { glcm } from "./glcm.ts";
import { globalSsim } from "./global-ssim.ts";
import { histogramVariance } from "./histogram-variance.ts";
import { irregularDeviation } from "./irregular-deviation.ts";
import { localEntropy } from "./local-entropy.ts";
import { maximumDeviation } from "./maximum-deviation.ts";
import { meanAbsoluteError } from "./mean-absolute-error.ts";
import { meanSquaredError } from "./mean-squared-error.ts";
import { psnr } from "./psnr.ts";
import type { MetricResult } from "./result.ts";
import { uniformDeviation } from "./uniform-deviation.ts";

type Judged = Pick<MetricResult, "p" | "z" | "sd">;

const ofOne: readonly ((image: Image) => readonly Judged[])[] = [
  localEntropy,
  histogramVariance,
  uniformDeviation,
  glcm,
];
const ofTwo: readonly ((a: Image, b: Image) => readonly Judged[])[] = [
  meanSquaredError,
  meanAbsoluteError,
  psnr,
  maximumDeviation,
  irregularDeviation,
  globalSsim,
  avalanche,
];

const shapes = [
  [1, 1],
  [2, 1],
  [1, 2],
  [3, 3],
  [8, 8],
] as const;
const cases = shapes.flatMap(([width, height]) =>
  [1, 4, 8, 16].map((bits) => [width, height, bits] as const),
);

/** A family of tests takes p-values from 0 to 1 only, whatever the image. */
describe.each(cases)("%d×%d images of %d bits", (width, height, bits) => {
  const ideal = next(idealImages(8, { width, height, bits: bits === 16 ? 16 : 8 }));
  const fits = (data: Uint8Array): Image => ({
    ...ideal,
    bits,
    data: bits < 8 ? data.map((byte) => byte & (2 ** bits - 1)) : data,
  });
  const images = [fits(ideal.data), fits(ideal.data.map(() => 0)), fits(ideal.data.map(() => 255))];

  test("have a probability in every metric", () => {
    const single = images.flatMap((image) => ofOne.flatMap((metric) => metric(image)));
    const double = images.flatMap((plain) =>
      images.flatMap((other) => ofTwo.flatMap((metric) => metric(plain, other))),
    );
    expect(double.length).toBeGreaterThan(ofTwo.length);
    const results = [...single, ...double];
    for (const result of results) {
      expect(result.p, JSON.stringify(result)).toBeGreaterThanOrEqual(0);
      expect(result.p, JSON.stringify(result)).toBeLessThanOrEqual(1);
      expect(result.z, JSON.stringify(result)).not.toBeNaN();
      expect(result.sd, JSON.stringify(result)).toBeGreaterThanOrEqual(0);
    }
  });
});
