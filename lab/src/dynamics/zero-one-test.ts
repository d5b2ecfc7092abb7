import { expectSeries, expectWhole } from "./checks.ts";

/** What the 0-1 test found. */
export interface ZeroOneTest {
  /** Median over the frequencies: near 0 for periodic series, near 1 for chaotic ones, and for noise. */
  readonly k: number;
  /** Values of the series that were used. */
  readonly n: number;
}

/** Below this many values the test says nothing. */
export const fewestValues = 100;

/**
 * The 0-1 test for chaos of Gottwald and Melbourne (2004, in the form of 2009): whether the series,
 * turned by a fixed angle at every step, walks away or stays.
 *
 * It tells chaos from periodicity and nothing else: independent noise gives 1 as well. A flow sampled
 * too often gives 0 whatever it does; take {@link subsample} first.
 *
 * @param series one coordinate of an orbit on its attractor, 100 values and more; some thousands are
 *   usual
 * @param frequencies angles between π/5 and 4π/5, spread evenly; default 100
 * @throws {NeuroveilError} "usage" for a series that is too short or not finite
 */
export function zeroOneTest(series: ArrayLike<number>, frequencies = 100): ZeroOneTest {
  expectSeries(series, fewestValues);
  expectWhole("frequencies", frequencies, 1);
  const n = series.length;
  const mean = Array.from(series).reduce((sum, x) => sum + x, 0) / n;
  const values = Array.from({ length: frequencies }, (_, i) =>
    growth(series, mean, (Math.PI / 5) * (1 + (3 * (i + 0.5)) / frequencies)),
  ).toSorted((a, b) => a - b);
  const middle = frequencies >> 1;
  const k = frequencies % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2;
  return { k, n };
}

/** Correlation of the mean squared displacement with time, freed of its oscillating term. */
function growth(series: ArrayLike<number>, mean: number, angle: number): number {
  const n = series.length;
  const [p, q] = [new Float64Array(n + 1), new Float64Array(n + 1)];
  for (let j = 1; j <= n; j++) {
    p[j] = p[j - 1]! + series[j - 1]! * Math.cos(j * angle);
    q[j] = q[j - 1]! + series[j - 1]! * Math.sin(j * angle);
  }
  const lags = Math.floor(n / 10);
  const starts = n - lags;
  const displacement = Array.from({ length: lags }, (_, i) => {
    const lag = i + 1;
    let sum = 0;
    for (let j = 1; j <= starts; j++)
      sum += (p[j + lag]! - p[j]!) ** 2 + (q[j + lag]! - q[j]!) ** 2;
    return sum / starts - (mean ** 2 * (1 - Math.cos(lag * angle))) / (1 - Math.cos(angle));
  });
  return correlationWithTime(displacement);
}

function correlationWithTime(values: readonly number[]): number {
  const n = values.length;
  const [meanTime, mean] = [(n - 1) / 2, values.reduce((sum, x) => sum + x, 0) / n];
  let [product, time, square] = [0, 0, 0];
  for (const [i, value] of values.entries()) {
    product += (i - meanTime) * (value - mean);
    time += (i - meanTime) ** 2;
    square += (value - mean) ** 2;
  }
  // A displacement that never changes does not walk.
  return square > 0 ? product / Math.sqrt(time * square) : 0;
}
