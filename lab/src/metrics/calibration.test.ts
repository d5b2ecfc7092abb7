import { describe, expect, test } from "vitest";
import { idealImages, next } from "../ideal-images.ts";
import { binomialTails } from "../statistics/binomial.ts";
import { familyWise } from "../statistics/family-wise.ts";
import { standardNormalFit } from "../statistics/kolmogorov-smirnov.ts";
import { twoSided } from "../statistics/tails.ts";
import { chiSquare } from "./chi-square.ts";
import { correlation } from "./correlation.ts";
import { entropy } from "./entropy.ts";
import { npcr } from "./npcr.ts";
import type { MetricResult } from "./result.ts";
import { uaci } from "./uaci.ts";

const trials = 2000;
const shape = { width: 64, height: 64, channels: 3 };

/** Every metric of `trials` pairs of ideal images, under fixed keys. */
function measure(): readonly (readonly MetricResult[])[] {
  const images = idealImages(2026, shape);
  return Array.from({ length: trials }, () => {
    const [a, b] = [next(images), next(images)];
    return [
      ...[entropy, chiSquare, correlation].flatMap((metric) => metric(a)),
      ...[npcr, uaci].flatMap((metric) => metric(a, b)),
    ];
  });
}

const runs = measure();
const names = runs[0]!.map(({ id, channel }) => (channel === undefined ? id : `${id} ${channel}`));

describe.each(names.map((name, column) => [name, runs.map((run) => run[column]!)] as const))(
  "%s of 2,000 ideal images",
  (_, results) => {
    test.each([0.05, 0.01, 0.001])("is rejected at its level, %d", (alpha) => {
      const rejected = results.filter(({ p }) => p < alpha).length;
      // 21 metrics and channels at three levels: one in 10^5 each leaves one chance in a thousand.
      expect(twoSided(binomialTails(rejected, trials, alpha)), `${rejected}`).toBeGreaterThan(1e-5);
    });

    test("has standard normal scores", () => {
      // A count has steps (16 equal samples of 4,096, give or take 4); more scores would resolve them.
      const scores = results.slice(0, results[0]!.id === "npcr" ? 200 : trials);
      const { p, statistic } = standardNormalFit(scores.map(({ z }) => z));
      expect(p, `distance ${statistic}`).toBeGreaterThan(1e-4);
    });

    test("has the mean and the spread that it states", () => {
      const { expected, sd } = results[0]!;
      const mean = results.reduce((sum, { value }) => sum + value, 0) / trials;
      const variance = results.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / trials;
      expect(Math.abs(mean - expected) / sd).toBeLessThan(4.5 / Math.sqrt(trials));
      expect(Math.sqrt(variance) / sd).toBeCloseTo(1, 1);
    });
  },
);

test("the family-wise rule rejects at most one ideal image in a thousand", () => {
  const failed = runs.filter((run) => !familyWise(run.map(({ p }) => p)).pass).length;
  expect(binomialTails(failed, trials, 0.001).upper, `${failed} failed`).toBeGreaterThan(1e-3);
});
