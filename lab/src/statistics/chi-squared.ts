import { chdtr, chdtrc, chdtri } from "./special-functions.ts";
import type { Tails } from "./tails.ts";

/** Tails of a chi-squared value with `freedom` degrees of freedom. */
export function chiSquaredTails(value: number, freedom: number): Tails {
  if (value <= 0) return { lower: 0, upper: 1 };
  return { lower: chdtr(freedom, value), upper: chdtrc(freedom, value) };
}

/** The value that a chi-squared one with `freedom` degrees of freedom exceeds with probability `upper`. */
export function chiSquaredAbove(upper: number, freedom: number): number {
  return chdtri(freedom, upper);
}
