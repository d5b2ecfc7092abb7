import type { Image } from "neuroveil/image";
import { chiSquare } from "../metrics/chi-square.ts";
import { correlation } from "../metrics/correlation.ts";
import { entropy } from "../metrics/entropy.ts";
import type { MetricResult } from "../metrics/result.ts";
import { chiSquaredAbove } from "../statistics/chi-squared.ts";
import { normalQuantile } from "../statistics/normal.ts";
import type { Limits, Test } from "./judge.ts";

/** A cipher image is whole bytes, and wider samples are counted as their bytes. */
const freedom = 255;
// Three symbols a bin. With fewer an ideal image exceeds a chi-squared limit at 0.0001 half as often
// again and more (simulated: 1.5 times at 256 symbols, 1.4 at 512, 0.8 at 784).
const fewestSymbols = 3 * 256;

/** The metrics of one cipher image, each with the inverse of its own p-value. */
const metrics: readonly {
  readonly measure: (image: Image) => readonly MetricResult[];
  /** Smallest `n` at which the limits hold. */
  readonly fewest: number;
  readonly limits: (result: MetricResult, level: number) => Limits;
}[] = [
  {
    measure: entropy,
    fewest: fewestSymbols,
    // The shortfall is a scaled chi-squared value, so its upper limit is the entropy's lower one.
    limits: ({ expected, sd }, level) => {
      const at = (upper: number): number =>
        expected + ((freedom - chiSquaredAbove(upper, freedom)) / Math.sqrt(2 * freedom)) * sd;
      return { low: at(level / 2), high: at(1 - level / 2) };
    },
  },
  {
    measure: chiSquare,
    fewest: fewestSymbols,
    limits: (_, level) => ({
      low: chiSquaredAbove(1 - level / 2, freedom),
      high: chiSquaredAbove(level / 2, freedom),
    }),
  },
  {
    measure: correlation,
    fewest: 0,
    limits: ({ expected, sd }, level) => {
      const reach = -normalQuantile(level / 2) * sd;
      return { low: expected - reach, high: expected + reach };
    },
  },
];

/**
 * Entropy, chi-square and adjacent correlation of one cipher image of 8 or 16 bits; what the image is
 * too small for is left out.
 */
export function imageTests(image: Image): readonly Test[] {
  return metrics.flatMap(({ measure, fewest, limits }) =>
    measure(image)
      .filter(({ n }) => n >= fewest)
      .map((result) => Object.assign(result, { limits: (level: number) => limits(result, level) })),
  );
}
