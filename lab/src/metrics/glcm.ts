import { NeuroveilError } from "neuroveil/errors";
import type { Image } from "neuroveil/image";
import { chiSquaredTails } from "../statistics/chi-squared.ts";
import { normalP, normalScore } from "../statistics/normal.ts";
import { twoSided } from "../statistics/tails.ts";
import { coOccurrence } from "./co-occurrence.ts";
import type { CoOccurrence, Offset } from "./co-occurrence.ts";
import { asTest, chiSquaredLimits, fewestForNormal, normalLimits } from "./limits.ts";
import { judged, type Limits, type Metric } from "./metric.ts";
import { pairMoments } from "./pair-moments.ts";
import { planes } from "./plane.ts";
import type { MetricResult, Reading } from "./result.ts";

/** Numbers of different levels are not comparable. */
export interface Glcm extends MetricResult {
  /** Gray levels of the matrix. */
  readonly levels: number;
}

export interface GlcmOptions extends Partial<Offset> {
  /** Gray levels, a power of two from 2 to 256 and at most 2^bits; default 8, or 2^bits if less. */
  readonly levels?: number;
}

const features: readonly {
  readonly id: string;
  readonly read: (matrix: CoOccurrence) => Reading;
}[] = [
  { id: "glcm-contrast", read: average("contrast", (i, j) => (i - j) ** 2) },
  { id: "glcm-energy", read: energy },
  { id: "glcm-homogeneity", read: average("homogeneity", (i, j) => 1 / (1 + Math.abs(i - j))) },
  { id: "glcm-inverse-difference-moment", read: average("idm", (i, j) => 1 / (1 + (i - j) ** 2)) },
  { id: "glcm-correlation", read: correlation },
];

/**
 * Texture features of the symmetric, normalised gray level co-occurrence matrix p, by channel:
 * contrast Σ (i - j)² p, energy Σ p² (no root), homogeneity Σ p / (1 + |i - j|), inverse difference
 * moment Σ p / (1 + (i - j)²), which some call homogeneity, and correlation. Samples are cut to
 * `levels` gray levels of equal width. Neighbours are `right` columns and `down` rows apart, by
 * default 1 and 0.
 *
 * An image without such neighbours has none. In a plane without contrast the correlation's value is
 * NaN, its `z` infinite and its `p` a bound on the chance of such an ideal plane.
 *
 * @throws {NeuroveilError} "usage" for levels or an offset outside their range
 */
export function glcm(image: Image, options: GlcmOptions = {}): readonly Glcm[] {
  const { levels = Math.min(8, 2 ** image.bits), right = 1, down = 0 } = options;
  const largest = Math.min(256, 2 ** image.bits);
  if (!Number.isInteger(Math.log2(levels)) || levels < 2 || levels > largest)
    throw new NeuroveilError("usage", {
      of: '"levels"',
      expected: `a power of two from 2 to ${largest}`,
      got: levels,
    });
  if (![right, down].every((step) => Number.isInteger(step) && step >= 0) || right + down === 0)
    throw new NeuroveilError("usage", {
      of: '"right" and "down"',
      expected: "whole numbers from 0, not both 0",
      got: `${right} and ${down}`,
    });

  const all = planes(image);
  return all.flatMap((plane, channel) => {
    const matrix = coOccurrence(plane, levels, { right, down });
    if (matrix === undefined) return [];
    const where = all.length === 1 ? { levels } : { channel, levels };
    return features.map(({ id, read }): Glcm => Object.assign({ id }, where, read(matrix)));
  });
}

/** A feature that is the mean of a function of the two levels of a pair. */
function average(
  name: string,
  of: (i: number, j: number) => number,
): (matrix: CoOccurrence) => Reading {
  return ({ levels, shares, n, inBoth }) => {
    let value = 0;
    for (let i = 0; i < levels; i++)
      for (let j = 0; j < levels; j++) value += shares[i * levels + j]! * of(i, j);
    const { mean: expected, variance, shared } = pairMoments(name, levels, of);
    // Two pairs with a pixel in common go together.
    const sd = Math.sqrt(n * variance + 2 * inBoth * shared) / n;
    const z = (value - expected) / sd;
    return { value, expected, sd, z, p: normalP(z), n };
  };
}

/**
 * The energy is (X² + n) / (n levels²), with X² Pearson's statistic over the unordered pairs of levels.
 * Under an ideal cipher X² is a sum of levels (levels - 1) / 2 squares of standard normal values, one
 * for every joint effect of two levels, and of levels - 1 squares whose variance grows with the pixels
 * counted twice. The mean is exact; the tails are those of the scaled chi-squared distribution with
 * the same mean and variance.
 */
function energy({ levels, shares, n, inBoth }: CoOccurrence): Reading {
  const value = shares.reduce((sum, share) => sum + share * share, 0);
  const stretch = 1 + inBoth / n;
  const joint = (levels * (levels - 1)) / 2;
  const mean = joint + stretch * (levels - 1);
  const variance = 2 * (joint + stretch ** 2 * (levels - 1));
  const pearson = n * (levels * levels * value - 1);
  const scale = variance / (2 * mean);
  const tails = chiSquaredTails(pearson / scale, mean / scale);
  const sd = Math.sqrt(variance) / (n * levels * levels);
  const expected = (1 + mean / n) / (levels * levels);
  return {
    value,
    expected,
    sd,
    z: normalScore(tails, (value - expected) / sd),
    p: twoSided(tails),
    n,
  };
}

function correlation({ levels, shares, n, inBoth }: CoOccurrence): Reading {
  // About the mean in a second pass: of nearly constant levels the mean square less the squared mean
  // leaves nothing but rounding.
  let mean = 0;
  for (const [at, share] of shares.entries()) mean += share * Math.floor(at / levels);
  let [spread, joint] = [0, 0];
  for (const [at, share] of shares.entries()) {
    const [i, j] = [Math.floor(at / levels) - mean, (at % levels) - mean];
    spread += share * i * i;
    joint += share * i * j;
  }
  // Products are taken about the sample's own mean, to which every pixel in two pairs counts twice.
  const expected = -(n + inBoth) / (2 * n * n);
  const sd = 1 / Math.sqrt(n);
  // No contrast at all: an ideal image has that with this chance at the most.
  if (spread === 0)
    return { value: Number.NaN, expected, sd, z: Infinity, p: levels ** -n * levels, n };
  const value = joint / spread;
  const z = (value - expected) / sd;
  return { value, expected, sd, z, p: normalP(z), n };
}

export const glcmMetric: Metric = judged({
  subject: "cipherImage",
  even: true,
  notes: [
    { id: "glcm-contrast", meaning: "Texture of 8 gray levels: mean squared step to the right." },
    { id: "glcm-energy", meaning: "Texture: how unevenly pairs of levels occur." },
    { id: "glcm-homogeneity", meaning: "Texture: how often neighbours have near levels." },
    {
      id: "glcm-inverse-difference-moment",
      meaning: "The same with squared steps, which some call homogeneity.",
    },
    { id: "glcm-correlation", meaning: "Texture: correlation of the levels of neighbours." },
  ],
  measure: (image) =>
    glcm(image)
      .filter(({ n }) => n >= fewestForNormal)
      .map((result) => asTest(result, result.id === "glcm-energy" ? energyLimits : normalLimits)),
});

/** The energy, as a scaled chi-squared value of the mean and variance that the metric states. */
function energyLimits({ expected, sd, n, levels }: Glcm, level: number): Limits {
  const cells = levels * levels;
  const mean = n * (expected * cells - 1);
  const variance = (sd * n * cells) ** 2;
  const scale = variance / (2 * mean);
  const { low, high } = chiSquaredLimits(mean / scale, level);
  const energy = (statistic: number): number => ((statistic * scale) / n + 1) / cells;
  return { low: energy(low), high: energy(high) };
}
