import { binomialWeights } from "../statistics/binomial.ts";

/** A term that several symbols have alike. */
export interface CountTerm {
  readonly times: number;
  readonly of: (count: number) => number;
}

/**
 * Mean and standard deviation of a sum over the counts of `n` independent uniform symbols, one term a
 * symbol; there are as many symbols as the terms have `times` together.
 *
 * The mean is exact. For the spread every term is split into its regression on the count, whose part
 * in the sum is exact, a quadratic part, exact too, and a rest; what the rests of different counts
 * share is left out.
 */
export function countMoments(
  n: number,
  terms: readonly CountTerm[],
): { readonly mean: number; readonly sd: number } {
  const symbols = terms.reduce((sum, { times }) => sum + times, 0);
  const { first, weights } = binomialWeights(n, 1 / symbols);
  const { line, curve } = polynomials(first, weights);
  let mean = 0;
  const slopes = { sum: 0, squares: 0 };
  const bends = { sum: 0, squares: 0 };
  let rest = 0;
  for (const { times, of } of terms) {
    let [centre, square, slope, bend] = [0, 0, 0, 0];
    for (const [i, weight] of weights.entries()) {
      const value = of(first + i);
      centre += weight * value;
      square += weight * value * value;
      slope += weight * value * line[i]!;
      bend += weight * value * curve[i]!;
    }
    mean += times * centre;
    rest += times * (square - centre ** 2 - slope ** 2 - bend ** 2);
    slopes.sum += times * slope;
    slopes.squares += times * slope ** 2;
    bends.sum += times * bend;
    bends.squares += times * bend ** 2;
  }
  const shared = (parts: { sum: number; squares: number }, correlation: number): number =>
    parts.squares + correlation * (parts.sum ** 2 - parts.squares);
  const correlation = -1 / (symbols - 1);
  const total = shared(slopes, correlation) + shared(bends, correlation ** 2) + rest;
  return { mean, sd: Math.sqrt(Math.max(0, total)) };
}

/**
 * The orthonormal polynomials of degree 1 and 2 in a count. Those of two counts of a multinomial are
 * correlated by exactly the first and the second power of the counts' correlation.
 */
function polynomials(
  first: number,
  weights: Float64Array,
): { readonly line: Float64Array; readonly curve: Float64Array } {
  const expect = (values: Float64Array, power: number): number =>
    weights.reduce((sum, weight, i) => sum + weight * values[i]! ** power, 0);
  const counts = weights.map((_, i) => first + i);
  const mean = expect(counts, 1);
  const centred = counts.map((count) => count - mean);
  const sd = Math.sqrt(expect(centred, 2));
  const line = centred.map((offset) => offset / sd);
  const skewness = expect(line, 3);
  const bent = line.map((score) => score * score - 1 - skewness * score);
  const length = Math.sqrt(expect(bent, 2));
  // A single sample's count takes two values, which leaves nothing for a second degree.
  return { line, curve: bent.map((value) => (length > 1e-6 ? value / length : 0)) };
}
