import {
  binomialFit,
  kolmogorovSmirnovP,
  standardNormalFit,
  type KolmogorovSmirnov,
} from "../statistics/kolmogorov-smirnov.ts";
import { together } from "./differences.ts";
import { judged, type Metric, type Test } from "./metric.ts";
import { npcrModel } from "./npcr-extremes.ts";
import { uaci, uaciModel } from "./uaci-extremes.ts";

// With fewer equal samples than this, on average, counts take too few values to vary as chance would.
const fewestEqual = 16;
// Fewer samples than this give a mean distance whose distribution is not yet normal.
const fewestSamples = 1024;

// Each of many pairs can be inconspicuous, and all of them too near the mean. Counts of equal samples are
// held against their binomial distribution, mean distances against the normal one.

export const npcrScores: Metric = judged({
  subject: "oneSample",
  notes: [
    { id: "npcr-scores", meaning: "Whether the shares vary between places as chance would." },
  ],
  measure: ({ pairs, bits }) => {
    const whole = pairs.map(together);
    const { n, meet } = npcrModel(whole, bits);
    if (n * meet < fewestEqual) return [];
    const counts = whole.map(({ equal }) => equal);
    return [scoreTest("npcr-scores", binomialFit(counts, n, meet))];
  },
});

export const uaciScores: Metric = judged({
  subject: "oneSample",
  notes: [{ id: "uaci-scores", meaning: "Whether the mean changes vary as chance would." }],
  measure: ({ pairs, bits }) => {
    const whole = pairs.map(together);
    const { n, mean, sd } = uaciModel(whole, bits);
    if (n < fewestSamples) return [];
    const scores = whole.map((pair) => (uaci(pair, bits) - mean) / sd);
    return [scoreTest("uaci-scores", standardNormalFit(scores))];
  },
});

function scoreTest(id: string, { statistic, p, n }: KolmogorovSmirnov): Test {
  return { id, value: statistic, n, p, limits: (level) => ({ high: distanceAt(level, n) }) };
}

/** The Kolmogorov-Smirnov distance whose p-value is `level`, by halving. */
function distanceAt(level: number, n: number): number {
  let [low, high] = [0, 1];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (kolmogorovSmirnovP(middle, n) > level) low = middle;
    else high = middle;
  }
  return high;
}
