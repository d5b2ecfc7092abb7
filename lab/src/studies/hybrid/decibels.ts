import type { Estimate } from "../../report/estimate.ts";

/** PSNR of a mean squared error of 8-bit samples; a large error is a small ratio. */
export function peakDecibels({ value, low, high, n }: Estimate): Estimate {
  const of = (error: number): number => 10 * Math.log10(255 ** 2 / Math.max(0, error));
  return { value: of(value), low: of(high), high: of(low), n };
}
