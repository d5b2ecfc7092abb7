import { binomialTails } from "./binomial.ts";

/** A proportion that was counted, with an interval for the one behind it. */
export interface Proportion {
  readonly count: number;
  readonly n: number;
  /** Ends of the interval, 0 to 1. */
  readonly low: number;
  readonly high: number;
}

/**
 * The exact binomial interval of Clopper and Pearson (Biometrika 26, 1934): it holds the true
 * proportion with probability `confidence` at least, whatever that is.
 *
 * @param count successes, 0 to `n`
 * @param n trials, 1 and more
 * @param confidence default 0.95
 */
export function clopperPearson(count: number, n: number, confidence = 0.95): Proportion {
  const tail = (1 - confidence) / 2;
  const low = count === 0 ? 0 : solve((p) => binomialTails(count, n, p).upper < tail);
  const high = count === n ? 1 : solve((p) => binomialTails(count, n, p).lower >= tail);
  return { count, n, low, high };
}

/** Where a statement about a proportion turns from true to false, by halving. */
function solve(holds: (p: number) => boolean): number {
  let [low, high] = [0, 1];
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
