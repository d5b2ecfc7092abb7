import { chiSquaredTails } from "../statistics/chi-squared.ts";
import { levelOfEach, smallestOf } from "../statistics/several.ts";
import { twoSided } from "../statistics/tails.ts";
import { chiSquaredLimits } from "./limits.ts";
import type { Test } from "./metric.ts";

/** With fewer symbols a bin the tails of Pearson's statistic are longer than the chi-squared ones. */
const fewestPerBin = 16;

/** Whether `n` symbols are enough to judge many histograms of `bins` at once by their tails. */
export function fillsForMany(n: number, bins: number): boolean {
  return n >= fewestPerBin * bins;
}

/** Pearson's statistic of counts against even ones. */
export function pearsonStatistic(counts: ArrayLike<number>, bins: number): number {
  let [n, squares] = [0, 0];
  for (let bin = 0; bin < bins; bin++) {
    n += counts[bin]!;
    squares += counts[bin]! ** 2;
  }
  return n === 0 ? 0 : (squares * bins) / n - n;
}

/**
 * The most conspicuous of several of Pearson's statistics, of histograms of `bins`, as a test: too
 * even is suspicious as well.
 *
 * @param statistics one or more
 * @param n symbols of each histogram
 */
export function histogramTest(
  id: string,
  statistics: readonly number[],
  bins: number,
  n: number,
): Test {
  const freedom = bins - 1;
  let [value, p] = [freedom, 2];
  for (const statistic of statistics) {
    const own = twoSided(chiSquaredTails(statistic, freedom));
    if (own < p || (own === p && statistic > value)) [value, p] = [statistic, own];
  }
  return {
    id,
    value,
    expected: freedom,
    n,
    p: smallestOf(p, statistics.length),
    limits: (level) => chiSquaredLimits(freedom, levelOfEach(level, statistics.length)),
  };
}
