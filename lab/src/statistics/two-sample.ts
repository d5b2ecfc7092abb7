import { NeuroveilError } from "neuroveil/errors";
import type { KolmogorovSmirnov } from "./kolmogorov-smirnov.ts";
import { kolmogorov } from "./special-functions.ts";

/** Steps of the exact count that are worth their time. */
const mostSteps = 4e6;

/**
 * The Kolmogorov-Smirnov test of two samples: whether both come from one distribution, whatever that
 * is. Exact for samples whose sizes multiply to at most four million, where the p-value is right to
 * 1e-12 and conservative when values are tied; above, by the limit distribution.
 *
 * @throws {NeuroveilError} "usage" for an empty sample or a value that is not a number
 */
export function twoSampleFit(a: readonly number[], b: readonly number[]): KolmogorovSmirnov {
  if (a.length === 0 || b.length === 0)
    throw new NeuroveilError("usage", {
      of: '"a" and "b"',
      expected: "one or more numbers each",
      got: "none",
    });
  if (a.some(Number.isNaN) || b.some(Number.isNaN))
    throw new NeuroveilError("usage", { of: '"a" and "b"', expected: "numbers", got: "NaN" });
  const [n, m] = [a.length, b.length];
  const distance = largestDistance(
    a.toSorted((x, y) => x - y),
    b.toSorted((x, y) => x - y),
  );
  const statistic = distance / (n * m);
  const p =
    n * m <= mostSteps
      ? exactP(distance, n, m)
      : Math.min(1, kolmogorov(statistic * Math.sqrt((n * m) / (n + m))));
  return { statistic, p, n: n + m };
}

/** n · m times the largest distance between the distribution functions, which is a whole number. */
function largestDistance(a: readonly number[], b: readonly number[]): number {
  let [i, j, largest] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i]!, b[j]!);
    while (a[i] === value) i++;
    while (b[j] === value) j++;
    largest = Math.max(largest, Math.abs(i * b.length - j * a.length));
  }
  return largest;
}

/**
 * Every order of the n + m values is equally likely: an order is a path of steps from (0, 0) to (n, m),
 * and `inside[j]` the share of paths to (i, j) that have kept within the distance so far.
 */
function exactP(distance: number, n: number, m: number): number {
  const inside = new Float64Array(m + 1);
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= m; j++) {
      if (Math.abs(i * m - j * n) >= distance) inside[j] = 0;
      else if (i + j === 0) inside[j] = 1;
      else inside[j] = (i * inside[j]! + (j > 0 ? j * inside[j - 1]! : 0)) / (i + j);
    }
  }
  return Math.max(0, 1 - inside[m]!);
}
