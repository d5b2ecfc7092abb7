import { byteVariance, centredLane, largestScoreTest, mostLaneBytes } from "./autocorrelation.ts";
import { firstRows } from "./byte-lanes.ts";
import { productsAtLags } from "./lags.ts";
import { fewestForNormal } from "./limits.ts";
import { judged, type Metric } from "./metric.ts";

/**
 * Correlation of the plain with the cipher image at every distance: what of the plain image stands
 * elsewhere in the cipher image.
 */
export const crossCorrelation: Metric = judged({
  subject: "bothImages",
  notes: [
    {
      id: "cross-correlation",
      meaning: "Largest correlation of a channel of both images, over all distances.",
    },
  ],
  measure: ({ plain, cipher }) => {
    const most = mostLaneBytes * cipher.channels;
    const [before, after] = [firstRows(plain, most), firstRows(cipher, most)];
    const n = after.data.length / after.lanes;
    if (n < fewestForNormal) return [];
    let [largest, tried] = [0, 0];
    for (let lane = 0; lane < after.lanes; lane++) {
      const values = centredLane(before, lane);
      const mean = values.reduce((sum, value) => sum + value, 0) / n;
      for (let i = 0; i < n; i++) values[i]! -= mean;
      const squares = runningSquares(values);
      const { size, sums } = productsAtLags(values, centredLane(after, lane));
      for (let lag = 0; lag < size; lag++) {
        // The plain values that meet a cipher value, and no zero.
        const met =
          squares[Math.max(0, n - lag)]! + squares[n]! - squares[Math.min(n, size - lag)]!;
        // Where few meet, or few that have any weight, the sum is not normal.
        if (met < squares[n]! / 2 || met === 0) continue;
        tried++;
        const score = sums[lag]! / Math.sqrt(byteVariance(after.levels) * met);
        if (Math.abs(score) > Math.abs(largest)) largest = score;
      }
    }
    return tried === 0 ? [] : largestScoreTest("cross-correlation", largest, tried, n);
  },
});

/** The sum of the squares of the first so many values. */
function runningSquares(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) sums[i + 1] = sums[i]! + values[i]! ** 2;
  return sums;
}
