import { NeuroveilError } from "neuroveil/errors";
import { binomialTails } from "./binomial.ts";
import { median } from "./quantile.ts";

/** A median and where that of the distribution lies, whatever the distribution is. */
export interface MedianInterval {
  readonly value: number;
  /** Ends of the interval: two of the values, or infinite where there are too few of them. */
  readonly low: number;
  readonly high: number;
  /** The least that the interval is to hold the median with, 0.95 for instance. */
  readonly confidence: number;
  readonly n: number;
}

/**
 * Median of independent values with its exact interval between two order statistics: how many values
 * lie below the median is binomial (Conover, Practical Nonparametric Statistics, 3.2).
 *
 * @param confidence 0 to 1, both excluded; default 0.95
 * @throws {NeuroveilError} "usage" without values or for another confidence
 */
export function medianInterval(values: readonly number[], confidence = 0.95): MedianInterval {
  requireValues(values);
  if (!(confidence > 0 && confidence < 1))
    throw new NeuroveilError("usage", { of: '"confidence"', expected: "0 to 1", got: confidence });
  const n = values.length;
  const sorted = values.toSorted((a, b) => a - b);
  // How many values may be left out at either end.
  let out = 0;
  while (binomialTails(out, n, 0.5).lower <= (1 - confidence) / 2) out++;
  const low = sorted[out - 1] ?? -Infinity;
  const high = sorted[n - out] ?? Infinity;
  return { value: median(values), low, high, confidence, n };
}

/**
 * The sign test, to one side: how often as few of the values, or fewer, would reach a bound if the
 * median were the bound or above it.
 *
 * @returns a p-value, 0 to 1
 * @throws {NeuroveilError} "usage" without values
 */
export function signTestBelow(values: readonly number[], bound: number): number {
  requireValues(values);
  const reached = values.filter((value) => value >= bound).length;
  return binomialTails(reached, values.length, 0.5).lower;
}

function requireValues(values: readonly number[]): void {
  if (values.length > 0 && !values.some(Number.isNaN)) return;
  throw new NeuroveilError("usage", {
    of: '"values"',
    expected: "one or more numbers",
    got: values.length === 0 ? "none" : "NaN",
  });
}
