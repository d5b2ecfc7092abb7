import { expectSeries, expectWhole } from "./checks.ts";

/**
 * First lag at which the autocorrelation of a series has fallen to 1/e: from this stride on, a sampled
 * flow is no longer a smooth curve to the 0-1 test.
 *
 * @returns 1 and more; a tenth of the series where it has not fallen by then
 * @throws {NeuroveilError} "usage" for a series of fewer than 100 values
 */
export function decorrelationLag(series: ArrayLike<number>): number {
  expectSeries(series, 100);
  const values = Float64Array.from(series);
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const most = Math.floor(values.length / 10);
  const covariance = (lag: number): number => {
    let sum = 0;
    for (let i = lag; i < values.length; i++)
      sum += (values[i]! - mean) * (values[i - lag]! - mean);
    return sum;
  };
  const threshold = covariance(0) / Math.E;
  for (let lag = 1; lag < most; lag++) if (covariance(lag) <= threshold) return lag;
  return most;
}

/** Every `stride`-th value of a series, from the first. */
export function subsample(series: ArrayLike<number>, stride: number): Float64Array {
  expectWhole("stride", stride, 1);
  return Float64Array.from(
    { length: Math.ceil(series.length / stride) },
    (_, i) => series[i * stride]!,
  );
}
