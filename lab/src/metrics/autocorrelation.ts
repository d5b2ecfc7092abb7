import { normalP, normalQuantile } from "../statistics/normal.ts";
import { expectedLargest } from "../statistics/normal-extremes.ts";
import { levelOfEach, smallestOf } from "../statistics/several.ts";
import { firstRows, type ByteLanes } from "./byte-lanes.ts";
import { productsAtLags } from "./lags.ts";
import { fewestForNormal } from "./limits.ts";
import { judged, type Metric, type Test } from "./metric.ts";

/** Bytes of one lane, less the mean of ideal ones. */
export function centredLane({ data, lanes, levels }: ByteLanes, lane: number): Float64Array {
  const values = new Float64Array(data.length / lanes);
  for (let i = 0; i < values.length; i++) values[i] = data[lane + i * lanes]! - (levels - 1) / 2;
  return values;
}

/** Bytes of a lane that are looked at: a power of two, which the transform needs. */
export const mostLaneBytes: number = 2 ** 16;

/** Variance of an ideal byte. */
export function byteVariance(levels: number): number {
  return (levels * levels - 1) / 12;
}

/** The largest of several scores that are standard normal under an ideal cipher, as a test. */
export function largestScoreTest(
  id: string,
  score: number,
  tried: number,
  n: number,
): readonly Test[] {
  const scale = Math.sqrt(n);
  return [
    {
      id,
      value: Math.abs(score) / scale,
      expected: expectedLargest(2 * tried) / scale,
      n,
      p: smallestOf(normalP(score), tried),
      limits: (level) => ({ high: -normalQuantile(levelOfEach(level, tried) / 2) / scale }),
    },
  ];
}

/**
 * Correlation of every lane with itself at every distance along its rows, one below the other, so that
 * distances across and down are among them.
 */
export const autocorrelation: Metric = judged({
  subject: "cipherImage",
  even: true,
  upper: true,
  notes: [
    {
      id: "autocorrelation",
      meaning: "Largest correlation of a channel with itself, over all distances.",
    },
  ],
  measure: (image) => {
    const bytes = firstRows(image, mostLaneBytes * image.channels);
    const n = bytes.data.length / bytes.lanes;
    if (n < fewestForNormal) return [];
    let [largest, tried] = [0, 0];
    for (let lane = 0; lane < bytes.lanes; lane++) {
      const values = centredLane(bytes, lane);
      const { size, sums } = productsAtLags(values, values);
      for (let lag = 1; lag <= size / 2; lag++) {
        // Of a lag and its complement, which are the same pairs, those that the zeros leave.
        const pairs = n - lag + Math.max(0, n - (size - lag));
        // Half the length pairs every two bytes twice.
        const spread = pairs * (2 * lag === size ? 2 : 1);
        const score = sums[lag]! / (byteVariance(bytes.levels) * Math.sqrt(spread));
        if (pairs < n / 2) continue;
        tried++;
        if (Math.abs(score) > Math.abs(largest)) largest = score;
      }
    }
    return largestScoreTest("autocorrelation", largest, tried, n);
  },
});
