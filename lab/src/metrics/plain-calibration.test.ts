import { describe, expect, test } from "vitest";
import { idealImages, next } from "../ideal-images.ts";
import { binomialTails } from "../statistics/binomial.ts";
import { twoSided } from "../statistics/tails.ts";
import { globalSsim } from "./global-ssim.ts";
import { irregularDeviation } from "./irregular-deviation.ts";
import { maximumDeviation } from "./maximum-deviation.ts";
import { meanAbsoluteError } from "./mean-absolute-error.ts";
import { meanSquaredError } from "./mean-squared-error.ts";
import { psnr } from "./psnr.ts";
import { uniformDeviation } from "./uniform-deviation.ts";

const trials = 1000;
const [width, height] = [64, 64];
const pixels = Array.from({ length: width * height }, (_, i) => [i % width, Math.floor(i / width)]);

/** Plain images at 0 to 1: the metrics' distributions depend on them. */
const plains: Record<string, (x: number, y: number) => number> = {
  flat: () => 0.3,
  wave: (x, y) => 0.5 + 0.25 * Math.sin(x / 7) + 0.2 * Math.cos(y / 11),
  checker: (x, y) => (x + y) % 2,
};

const metrics = [
  meanSquaredError,
  meanAbsoluteError,
  psnr,
  globalSsim,
  maximumDeviation,
  irregularDeviation,
] as const;

const cases = Object.entries(plains).flatMap(([name, draw]) =>
  ([8, 16] as const).map((bits) => ({ name, draw, bits })),
);

describe.each(cases)("1,000 ideal $bits-bit cipher images of a $name image", ({ draw, bits }) => {
  const images = idealImages(31, { width, height, bits });
  const samples = pixels.map(([x, y]) => Math.round(draw(x!, y!) * (2 ** bits - 1)));
  const bytes = samples.flatMap((value) => (bits === 8 ? [value] : [value >> 8, value & 255]));
  const plain = { ...next(images), data: Uint8Array.from(bytes) };
  const runs = Array.from({ length: trials }, () => {
    const image = next(images);
    return [...metrics.map((metric) => metric(plain, image)[0]!), uniformDeviation(image)[0]!];
  });

  test.each(runs[0]!.map(({ id }, column) => [id, column] as const))(
    "are refused by %s at its levels, with the spread that it states",
    (_, column) => {
      const results = runs.map((run) => run[column]!);
      for (const alpha of [0.05, 0.01, 0.001]) {
        const rejected = results.filter(({ p }) => p < alpha).length;
        // 42 tests at three levels: one in 10^5 each leaves one chance in eight hundred.
        const chance = twoSided(binomialTails(rejected, trials, alpha));
        expect(chance, `${rejected} at ${alpha}`).toBeGreaterThan(1e-5);
      }
      const mean = results.reduce((sum, { z }) => sum + z, 0) / trials;
      const variance = results.reduce((sum, { z }) => sum + (z - mean) ** 2, 0) / trials;
      expect(Math.abs(mean)).toBeLessThan(4.5 / Math.sqrt(trials));
      expect(Math.abs(Math.sqrt(variance) - 1)).toBeLessThan(4.5 / Math.sqrt(2 * trials));
    },
  );
});

test.each([
  [28, 2500],
  [64, 2500],
])("irregular deviations of ideal %d² images are told without a bias", (side, count) => {
  const images = idealImages(32, { width: side, height: side });
  for (const draw of Object.values(plains)) {
    const data = Uint8Array.from({ length: side * side }, (_, i) =>
      Math.round(draw(i % side, Math.floor(i / side)) * 255),
    );
    const plain = { ...next(images), data };
    const scores = Array.from(
      { length: count },
      () => irregularDeviation(plain, next(images))[0]!.z,
    );
    const mean = scores.reduce((sum, z) => sum + z, 0) / count;
    expect(Math.abs(mean)).toBeLessThan(3.9 / Math.sqrt(count));
  }
});
