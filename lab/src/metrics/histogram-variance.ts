import type { Image } from "neuroveil/image";
import { chiSquaredTails } from "../statistics/chi-squared.ts";
import { normalScore } from "../statistics/normal.ts";
import { twoSided } from "../statistics/tails.ts";
import { readPlanes } from "./by-channel.ts";
import { histogram } from "./histogram.ts";
import type { Plane } from "./plane.ts";
import type { MetricResult, Reading } from "./result.ts";

/**
 * Population variance of the histogram's counts, over all channels together and one by one. 16-bit
 * samples count as two bytes.
 *
 * It is the chi-squared statistic times n / symbols², so that both always come to the same verdict: a
 * family of tests should hold only one of them.
 */
export function histogramVariance(image: Image): readonly MetricResult[] {
  return readPlanes("histogram-variance", image, read);
}

function read(planes: readonly Plane[]): Reading {
  const { counts, n } = histogram(planes);
  const symbols = counts.length;
  const even = n / symbols;
  const value = counts.reduce((sum, k) => sum + (k - even) ** 2, 0) / symbols;
  const scale = even / symbols;
  const freedom = symbols - 1;
  const expected = scale * freedom;
  const sd = scale * Math.sqrt(2 * freedom * (1 - 1 / n));
  const tails = chiSquaredTails(value / scale, freedom);
  const z = normalScore(tails, (value - expected) / sd);
  return { value, expected, sd, z, p: twoSided(tails), n };
}
