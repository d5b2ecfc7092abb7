import type { Image } from "neuroveil/image";
import { chiSquaredTails } from "../statistics/chi-squared.ts";
import { normalScore } from "../statistics/normal.ts";
import { twoSided } from "../statistics/tails.ts";
import { readPlanes } from "./by-channel.ts";
import { histogram } from "./histogram.ts";
import { asTest, chiSquaredLimits, fillsBins } from "./limits.ts";
import { judged, type Metric } from "./metric.ts";
import type { Plane } from "./plane.ts";
import type { MetricResult, Reading } from "./result.ts";

/**
 * Pearson's chi-squared statistic of the histogram against the uniform one, over all channels together
 * and one by one. 16-bit samples count as two bytes. Two-sided: a histogram that is too even is as
 * suspicious as one that is too uneven.
 */
export function chiSquare(image: Image): readonly MetricResult[] {
  return readPlanes("chi-square", image, read);
}

function read(planes: readonly Plane[]): Reading {
  const { counts, n } = histogram(planes);
  const even = n / counts.length;
  const value = counts.reduce((sum, k) => sum + (k - even) ** 2, 0) / even;
  const expected = counts.length - 1;
  const sd = Math.sqrt(2 * expected * (1 - 1 / n));
  const tails = chiSquaredTails(value, expected);
  const z = normalScore(tails, (value - expected) / sd);
  return { value, expected, sd, z, p: twoSided(tails), n };
}

export const chiSquareMetric: Metric = judged({
  subject: "cipherImage",
  even: true,
  notes: [
    { id: "chi-square", meaning: "How uneven the histogram is: too even is suspicious as well." },
  ],
  measure: (image) => {
    const symbols = 2 ** Math.min(8, image.bits);
    return chiSquare(image)
      .filter(({ n }) => fillsBins(n, symbols))
      .map((result) => asTest(result, (_, level) => chiSquaredLimits(symbols - 1, level)));
  },
});
