import { NeuroveilError } from "neuroveil/errors";
import { expectSeries, expectWhole } from "./checks.ts";

/** How little the past of a series says about its next value. */
export interface SampleEntropy {
  /** Natural logarithm; null where no two stretches match at all. */
  readonly value: number | null;
  /** Pairs of stretches that match, and of these, pairs that still do with one more value. */
  readonly matches: readonly [shorter: number, longer: number];
  /** Stretches compared. */
  readonly n: number;
}

/** How long stretches are, and how near they have to be. */
export interface SampleEntropySettings {
  /** Values in a stretch; default 2. */
  readonly length?: number;
  /** Largest difference of values that match, in standard deviations of the series; default 0.2. */
  readonly tolerance?: number;
}

const fewestValues = 10;

/**
 * Sample entropy of Richman and Moorman 2000: minus the logarithm of the share of pairs of like
 * stretches that stay alike for one more value. Work grows with the square of the length.
 *
 * @throws {NeuroveilError} "usage" for settings out of range or a series of fewer than 10 values
 */
export function sampleEntropy(
  series: ArrayLike<number>,
  { length = 2, tolerance = 0.2 }: SampleEntropySettings = {},
): SampleEntropy {
  expectSeries(series, fewestValues);
  expectWhole("length", length, 1);
  if (!(tolerance > 0))
    throw new NeuroveilError("usage", {
      of: '"tolerance"',
      expected: "a number above 0",
      got: tolerance,
    });
  const values = Float64Array.from(series);
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
  const near = tolerance * Math.sqrt(variance);
  // The last stretch has no next value and is left out of both counts.
  const n = values.length - length;
  let [shorter, longer] = [0, 0];
  for (let a = 0; a < n; a++)
    for (let b = a + 1; b < n; b++) {
      let i = 0;
      while (i < length && Math.abs(values[a + i]! - values[b + i]!) <= near) i++;
      if (i < length) continue;
      shorter++;
      if (Math.abs(values[a + length]! - values[b + length]!) <= near) longer++;
    }
  return {
    value: longer === 0 ? null : Math.log(shorter / longer),
    matches: [shorter, longer],
    n,
  };
}
