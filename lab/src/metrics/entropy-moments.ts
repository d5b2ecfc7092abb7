import { binomialWeights } from "../statistics/binomial.ts";

/** Mean and standard deviation of the entropy, in bits, of `n` independent uniform symbols. */
export interface Moments {
  readonly mean: number;
  readonly sd: number;
}

// Above this the exact variance takes seconds and its limit is within 0.01%.
const exactUpTo = 2 ** 22;

const known = new Map<string, Moments>();

/**
 * Finite-size moments of H = -Σ (k/n) log2 (k/n) over `symbols` counts k of a multinomial.
 *
 * The mean is exact at every size. The standard deviation is exact up to 4 million symbols and
 * sqrt(2 (symbols - 1)) / (2 n ln 2) beyond.
 */
export function entropyMoments(n: number, symbols: number): Moments {
  const name = `${n}/${symbols}`;
  let moments = known.get(name);
  if (moments === undefined) {
    moments = { mean: mean(n, symbols), sd: standardDeviation(n, symbols) };
    known.set(name, moments);
  }
  return moments;
}

function term(k: number, n: number): number {
  return k === 0 ? 0 : -(k / n) * Math.log2(k / n);
}

function mean(n: number, symbols: number): number {
  const { first, weights } = binomialWeights(n, 1 / symbols);
  return symbols * weights.reduce((sum, weight, i) => sum + weight * term(first + i, n), 0);
}

function standardDeviation(n: number, symbols: number): number {
  if (n > exactUpTo) return Math.sqrt(2 * (symbols - 1)) / (2 * n * Math.LN2);
  const { first, weights } = binomialWeights(n, 1 / symbols);

  // The counts add up to n, so a term linear in k changes nothing in the sum; taking the tangent off
  // leaves the curvature alone, whose variance is not a difference of large numbers.
  const typical = n / symbols;
  const slope = -(Math.log2(typical / n) + 1 / Math.LN2) / n;
  const curved = (k: number): number => term(k, n) - term(typical, n) - slope * (k - typical);
  const centre = weights.reduce((sum, weight, i) => sum + weight * curved(first + i), 0);

  let variance = 0;
  let covariance = 0;
  for (const [i, weight] of weights.entries()) {
    if (weight < 1e-25) continue;
    const k = first + i;
    const deviation = curved(k) - centre;
    variance += weight * deviation * deviation;
    const others = binomialWeights(n - k, 1 / (symbols - 1));
    let given = 0;
    for (let j = 0; j < others.weights.length; j++)
      given += others.weights[j]! * (curved(others.first + j) - centre);
    covariance += weight * deviation * given;
  }
  return Math.sqrt(symbols * variance + symbols * (symbols - 1) * covariance);
}
