import { NeuroveilError } from "neuroveil/errors";
import { expectSeries } from "./checks.ts";

/** What the orders of neighbouring values say. */
export interface PermutationEntropy {
  /** Entropy of the orders over log2(d!), 0 to 1; 1 for independent noise. */
  readonly value: number;
  /** Different orders found, at most d!: a chaotic map forbids some. */
  readonly orders: number;
  /** Windows counted. */
  readonly n: number;
}

const largestDimension = 8;

/**
 * Permutation entropy of Bandt and Pompe 2002: the entropy of the orders that `dimension` successive
 * values stand in. Equal values are taken in the order in which they come.
 *
 * @param dimension 2 to 8; the series should be much longer than `dimension`!
 * @throws {NeuroveilError} "usage" for another dimension or a series shorter than one window
 */
export function permutationEntropy(
  series: ArrayLike<number>,
  dimension: number,
): PermutationEntropy {
  if (!(Number.isSafeInteger(dimension) && dimension >= 2 && dimension <= largestDimension))
    throw new NeuroveilError("usage", {
      of: '"dimension"',
      expected: `a whole number from 2 to ${largestDimension}`,
      got: dimension,
    });
  expectSeries(series, dimension);
  const all = factorial(dimension);
  const counts = new Uint32Array(all);
  const n = series.length - dimension + 1;
  for (let start = 0; start < n; start++) {
    const order = orderNumber(series, start, dimension);
    counts[order]!++;
  }
  let [entropy, orders] = [0, 0];
  for (const count of counts) {
    if (count === 0) continue;
    orders++;
    entropy -= (count / n) * Math.log2(count / n);
  }
  return { value: entropy / Math.log2(all), orders, n };
}

/** The Lehmer code of a window: how many later values are smaller, as a number in factorial base. */
function orderNumber(series: ArrayLike<number>, start: number, dimension: number): number {
  let number = 0;
  for (let i = 0; i < dimension; i++) {
    let smaller = 0;
    for (let j = i + 1; j < dimension; j++) if (series[start + j]! < series[start + i]!) smaller++;
    number = number * (dimension - i) + smaller;
  }
  return number;
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}
