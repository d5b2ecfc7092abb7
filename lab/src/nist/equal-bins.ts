import { chiSquaredTails } from "../statistics/chi-squared.ts";

/** Above this the chi-squared distribution is within a sixth of the exact one. */
const approximationHolds = 1e-3;
/** Values up to which the exact distribution takes less than a second. */
const mostValues = 200;
/** Chi-squared beyond which the probability of this much stands for that of more. */
const farthest = 60;

/**
 * Probability that values thrown into equal bins stray as far from equal counts as these, or farther.
 * Far out, where a family-wise verdict is made, the chi-squared distribution is too thin: at 3e-6 by a
 * factor of 3 for 55 values in ten bins, of 2 for 100 and of 1.7 for 400. There the exact distribution
 * is counted out, for up to 200 values.
 */
export function equalBinsP(counts: readonly number[]): number {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const mean = n / counts.length;
  const chiSquared = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / mean;
  const approximate = chiSquaredTails(chiSquared, counts.length - 1).upper;
  if (approximate > approximationHolds || n > mostValues) return approximate;
  const squares =
    chiSquared > farthest
      ? Math.floor(farthest * mean + n * mean)
      : counts.reduce((sum, count) => sum + count * count, 0);
  return exactTail(n, counts.length, squares);
}

const tails = new Map<string, number>();

/** Remembered: of a bad source all P-values stray as far as is looked. */
function exactTail(n: number, bins: number, squares: number): number {
  const name = `${n} ${bins} ${squares}`;
  const known = tails.get(name);
  if (known !== undefined) return known;
  const tail = 1 - lessSpread(n, bins, squares);
  tails.set(name, tail);
  return tail;
}

/**
 * Probability that the squared counts of `n` values in `bins` add up to less than `squares`. Counts of
 * a multinomial are those of independent Poisson variables, given their sum: bin after bin is added to
 * the weight of each sum of counts and of their squares.
 */
function lessSpread(n: number, bins: number, squares: number): number {
  const mean = n / bins;
  const poisson = poissonWeights(mean, n);
  const spread = squares - n * mean;
  // By sum of counts alone: the weight of the condition.
  let sums = new Float64Array(n + 1);
  // By sum of counts, then by sum of squares.
  let weights = new Float64Array((n + 1) * squares);
  sums[0] = weights[0] = 1;
  for (let bin = 1; bin <= bins; bin++) {
    const nextSums = new Float64Array(sums.length);
    const nextWeights = new Float64Array(weights.length);
    for (let sum = 0; sum <= n; sum++) {
      for (let count = 0; sum + count <= n; count++) {
        const weight = poisson[count]!;
        const to = sum + count;
        nextSums[to]! += sums[sum]! * weight;
        // Squares that leave the squared distances from the mean below the spread, here and at the end.
        const most = Math.floor(spread + 2 * mean * to - bin * mean * mean);
        const end = (to * squares + Math.min(most, squares - 1)) | 0;
        const step = count * count;
        const back = count * squares + step;
        for (let at = to * squares + step; at <= end; at++)
          nextWeights[at]! += weights[at - back]! * weight;
      }
    }
    sums = nextSums;
    weights = nextWeights;
  }
  const below = weights.subarray(n * squares).reduce((total, weight) => total + weight, 0);
  return below / sums[n]!;
}

function poissonWeights(mean: number, most: number): Float64Array {
  const weights = new Float64Array(most + 1);
  weights[0] = Math.exp(-mean);
  for (let k = 1; k <= most; k++) weights[k] = (weights[k - 1]! * mean) / k;
  return weights;
}
