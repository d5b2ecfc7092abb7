import type { Image } from "neuroveil/image";
import { chiSquaredAbove, chiSquaredTails } from "../statistics/chi-squared.ts";
import { normalScore } from "../statistics/normal.ts";
import { twoSided } from "../statistics/tails.ts";
import { readPlanes } from "./by-channel.ts";
import { entropyMoments } from "./entropy-moments.ts";
import { histogram } from "./histogram.ts";
import { asTest, fillsBins } from "./limits.ts";
import { judged, type Limits, type Metric } from "./metric.ts";
import type { Plane } from "./plane.ts";
import type { MetricResult, Reading } from "./result.ts";

/**
 * Global Shannon entropy in bits a symbol, over all channels together and one by one. 16-bit samples
 * count as two bytes.
 *
 * An ideal cipher image falls short of 8 bits by 255 / (2 n ln 2), so the expectation is taken at the
 * image's own size. The shortfall is distributed like a scaled chi-squared value with one degree of
 * freedom less than there are symbols; its tails are used rather than the normal ones.
 */
export function entropy(image: Image): readonly MetricResult[] {
  return readPlanes("entropy", image, read);
}

function read(planes: readonly Plane[]): Reading {
  const { counts, n } = histogram(planes);
  const value = counts.reduce((sum, k) => (k === 0 ? sum : sum - (k / n) * Math.log2(k / n)), 0);
  const { mean: expected, sd } = entropyMoments(n, counts.length);
  const distance = (value - expected) / sd;
  const freedom = counts.length - 1;
  const shortfall = chiSquaredTails(freedom - distance * Math.sqrt(2 * freedom), freedom);
  const tails = { lower: shortfall.upper, upper: shortfall.lower };
  return { value, expected, sd, z: normalScore(tails, distance), p: twoSided(tails), n };
}

export const entropyMetric: Metric = judged({
  subject: "cipherImage",
  even: true,
  notes: [
    {
      id: "entropy",
      meaning: "Bits of information a symbol; a little below 8 in any finite image.",
    },
  ],
  measure: (image) => {
    const symbols = 2 ** Math.min(8, image.bits);
    return entropy(image)
      .filter(({ n }) => fillsBins(n, symbols))
      .map((result) => asTest(result, (each, level) => limitsOf(each, symbols - 1, level)));
  },
});

/** The shortfall is a scaled chi-squared value, so its upper limit is the entropy's lower one. */
function limitsOf({ expected, sd }: MetricResult, freedom: number, level: number): Limits {
  const at = (upper: number): number =>
    expected + ((freedom - chiSquaredAbove(upper, freedom)) / Math.sqrt(2 * freedom)) * sd;
  return { low: at(level / 2), high: at(1 - level / 2) };
}
