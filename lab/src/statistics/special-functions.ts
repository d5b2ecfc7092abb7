import * as cephes from "cephes";

// In a browser the module is compiled asynchronously; waiting here keeps every metric a plain
// synchronous function.
await cephes.compiled;

/** Binomial distribution: at most `k` successes in `n` trials of probability `p`. */
export const bdtr: (k: number, n: number, p: number) => number = cephes.bdtr;
/** Its complement: more than `k` successes. */
export const bdtrc: (k: number, n: number, p: number) => number = cephes.bdtrc;

/** Chi-squared distribution: at most `x`. */
export function chdtr(freedom: number, x: number): number {
  return zeroOnUnderflow(() => cephes.chdtr(freedom, x));
}

/** Its complement: more than `x`. */
export function chdtrc(freedom: number, x: number): number {
  return zeroOnUnderflow(() => cephes.chdtrc(freedom, x));
}

/** Inverse of the complement: the `x` above which the probability is `upper`. */
export const chdtri: (freedom: number, upper: number) => number = cephes.chdtri;

/** Complementary error function. */
export function erfc(x: number): number {
  return x < 0 ? 2 - erfc(-x) : zeroOnUnderflow(() => cephes.erfc(x));
}

/** Kolmogorov's limit distribution, the upper tail at `x` = sqrt(n) · distance. */
export const kolmogorov: (x: number) => number = cephes.kolmogorov;
/** Regularised incomplete beta function: a beta variable is at most `x`. */
export const incbet: (a: number, b: number, x: number) => number = cephes.incbet;
/** Fisher's F distribution, the upper tail. */
export function fdtrc(between: number, within: number, f: number): number {
  return zeroOnUnderflow(() => cephes.fdtrc(between, within, f));
}
/** Inverse of the standard normal distribution. */
export const ndtri: (p: number) => number = cephes.ndtri;
/** Smirnov's exact one-sided distribution, the upper tail. */
export const smirnov: (n: number, distance: number) => number = cephes.smirnov;
/** Student's t distribution: at most `t`. */
export function stdtr(freedom: number, t: number): number {
  return zeroOnUnderflow(() => cephes.stdtr(freedom, t));
}
/** Inverse of Student's t distribution: the value that one stays below with probability `p`. */
export const stdtri: (freedom: number, p: number) => number = cephes.stdtri;

// Cephes throws where a tail is smaller than any double.
function zeroOnUnderflow(tail: () => number): number {
  try {
    return tail();
  } catch (error) {
    if (error instanceof Error && error.message.includes("underflow")) return 0;
    throw error;
  }
}
