import type { Image } from "neuroveil/image";
import { chiSquare } from "../metrics/chi-square.ts";
import { correlation, correlationLimits } from "../metrics/correlation.ts";
import { entropy } from "../metrics/entropy.ts";
import { glcm, type Glcm } from "../metrics/glcm.ts";
import { localEntropy } from "../metrics/local-entropy.ts";
import type { MetricResult } from "../metrics/result.ts";
import { uniformDeviation } from "../metrics/uniform-deviation.ts";
import { chiSquaredAbove } from "../statistics/chi-squared.ts";
import type { JudgedMetric, Limits, Test } from "./judge.ts";
import { asTest, fewestForNormal, normalLimits } from "./limits.ts";

// Three symbols a bin. With fewer an ideal image exceeds a chi-squared limit at 0.0001 half as often
// again and more (simulated: 1.5 times at 256 symbols, 1.4 at 512, 0.8 at 784).
const fewestPerBin = 3;
// A mean of fewer block entropies is still visibly skewed.
const fewestBlocks = 16;

/**
 * Pairs of neighbours from which on the correlation follows its distribution far enough out: at a
 * hundred-thousandth ideal bytes exceed its limits 7 times too often in 3 pairs and as often as they
 * should, give or take a third, from 4 on; samples of one bit 4 times too often in 20 pairs, 1.2 times in
 * 240 (simulated, 2 million images each).
 */
const fewestNeighbours = (bits: number): number => (bits < 8 ? 256 : 8);

/**
 * Entropy, local entropy, chi-square, uniform deviation, adjacent correlation and texture of one
 * cipher image of 1 to 8 or of 16 bits; what the image is too small for is left out.
 *
 * The variance of the histogram is chi-square in another unit, and so not here.
 */
export function imageTests(image: Image): readonly Test[] {
  const symbols = 2 ** Math.min(8, image.bits);
  const freedom = symbols - 1;
  const counted = ({ n }: MetricResult): boolean => n >= fewestPerBin * symbols;
  return [
    ...entropy(image)
      .filter(counted)
      .map((result) => asTest(result, (each, level) => entropyLimits(each, freedom, level))),
    ...localEntropy(image)
      .filter(({ blocks }) => blocks >= fewestBlocks)
      .map((result) => asTest(result, normalLimits)),
    ...chiSquare(image)
      .filter(counted)
      .map((result) => asTest(result, (_, level) => twoSidedChiSquared(freedom, level))),
    ...uniformDeviation(image)
      .filter(({ n }) => n >= fewestForNormal)
      .map((result) => asTest(result, normalLimits)),
    ...correlation(image)
      .filter(({ n }) => n >= fewestNeighbours(image.bits))
      .map((result) => asTest(result, correlationLimits)),
    ...glcm(image)
      .filter(({ n }) => n >= fewestForNormal)
      .map((result) => asTest(result, result.id === "glcm-energy" ? energyLimits : normalLimits)),
  ];
}

/**
 * What is measured on one cipher image and not judged: local entropy against the interval that most
 * papers print, at its level 0.05, which an ideal image meets only 28 times in 100.
 */
export function imageInformation(image: Image): readonly JudgedMetric[] {
  return localEntropy(image)
    .slice(0, 1)
    .map(({ value, expected, n, intervals }) => {
      const [low, high] = intervals[0]!.circulating;
      const verdict = "info";
      return { id: "local-entropy-circulating", value, expected, low, high, n, verdict };
    });
}

/** The shortfall is a scaled chi-squared value, so its upper limit is the entropy's lower one. */
function entropyLimits({ expected, sd }: MetricResult, freedom: number, level: number): Limits {
  const at = (upper: number): number =>
    expected + ((freedom - chiSquaredAbove(upper, freedom)) / Math.sqrt(2 * freedom)) * sd;
  return { low: at(level / 2), high: at(1 - level / 2) };
}

function twoSidedChiSquared(freedom: number, level: number): Limits {
  return {
    low: chiSquaredAbove(1 - level / 2, freedom),
    high: chiSquaredAbove(level / 2, freedom),
  };
}

/** The energy, as a scaled chi-squared value of the mean and variance that the metric states. */
function energyLimits({ expected, sd, n, levels }: Glcm & MetricResult, level: number): Limits {
  const cells = levels * levels;
  const mean = n * (expected * cells - 1);
  const variance = (sd * n * cells) ** 2;
  const scale = variance / (2 * mean);
  const { low, high } = twoSidedChiSquared(mean / scale, level);
  const energy = (statistic: number): number => ((statistic * scale) / n + 1) / cells;
  return { low: energy(low!), high: energy(high!) };
}
