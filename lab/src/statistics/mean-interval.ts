import { NeuroveilError } from "neuroveil/errors";
import { stdtri } from "./special-functions.ts";

/** A mean and where it lies. */
export interface MeanInterval {
  readonly value: number;
  /** Ends of the confidence interval. */
  readonly low: number;
  readonly high: number;
  /** Confidence, 0.95 for instance. */
  readonly confidence: number;
  /** Values averaged. */
  readonly n: number;
}

/**
 * Mean of independent values with its confidence interval by Student's t distribution. One value
 * alone says nothing about its scatter: the interval is then infinite.
 *
 * @param confidence 0 to 1, both excluded; default 0.95
 * @throws {NeuroveilError} "usage" without values or for another confidence
 */
export function meanInterval(values: readonly number[], confidence = 0.95): MeanInterval {
  const n = values.length;
  if (n === 0)
    throw new NeuroveilError("usage", {
      of: '"values"',
      expected: "one or more numbers",
      got: "none",
    });
  if (!(confidence > 0 && confidence < 1))
    throw new NeuroveilError("usage", { of: '"confidence"', expected: "0 to 1", got: confidence });
  const value = values.reduce((sum, x) => sum + x, 0) / n;
  if (n === 1) return { value, low: -Infinity, high: Infinity, confidence, n };
  const scatter = values.reduce((sum, x) => sum + (x - value) ** 2, 0);
  const reach = stdtri(n - 1, (1 + confidence) / 2) * Math.sqrt(scatter / (n - 1) / n);
  return { value, low: value - reach, high: value + reach, confidence, n };
}
