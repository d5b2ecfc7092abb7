import { normalP, normalQuantile } from "./normal.ts";
import { PairSums } from "./pair-sums.ts";
import { stdtr, stdtri } from "./special-functions.ts";

/** Pairs of which the correlation has a distribution at all: two always lie on a line. */
const fewestPairs = 3;

/**
 * Pearson's correlation of two sequences of one length, of whole numbers of at most 16 bits and a sign;
 * NaN where one of them does not vary.
 */
export function pearson(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return new PairSums().add(a, b).correlation;
}

/**
 * Two-sided p-value of a correlation of `n` independent pairs of independent numbers: Student's t
 * distribution with n - 2 degrees of freedom, exact for normal numbers. NaN where there is none: for an
 * undefined correlation, and for fewer than three pairs.
 */
export function pearsonP(correlation: number, n: number): number {
  if (n < fewestPairs || Number.isNaN(correlation)) return Number.NaN;
  const rest = (1 - correlation) * (1 + correlation);
  if (rest <= 0) return 0;
  return studentP(correlation * Math.sqrt((n - 2) / rest), n - 2);
}

/** The correlation of `n` pairs whose p-value is `level`, 0 to 1; NaN for fewer than three pairs. */
export function pearsonLimit(level: number, n: number): number {
  if (n < fewestPairs) return Number.NaN;
  const t = studentAbove(level / 2, n - 2);
  return t / Math.sqrt(n - 2 + t * t);
}

/** Degrees of freedom from which on both approximations are right to four digits where tests look. */
const many = 1000;

/** Two-sided p-value of Student's t. */
function studentP(t: number, freedom: number): number {
  if (freedom < many) return 2 * stdtr(freedom, -Math.abs(t));
  // D. L. Wallace, Bounds on normal approximations, 1959; cephes takes seconds for millions of pairs.
  const score = Math.sqrt(freedom * Math.log1p(t ** 2 / freedom));
  return normalP(((8 * freedom + 1) / (8 * freedom + 3)) * score);
}

/** The value that Student's t exceeds with probability `upper`. */
function studentAbove(upper: number, freedom: number): number {
  if (freedom < many) return -stdtri(freedom, upper);
  // Abramowitz and Stegun 26.7.5; cephes loses its way below 1e-8.
  const z = -normalQuantile(upper);
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
  ];
  return terms.reduce((sum, term, i) => sum + term / freedom ** (i + 1), z);
}
