import { NeuroveilError } from "neuroveil/errors";
import { fdtrc, incbet } from "./special-functions.ts";

/** How much of the variance of values lies between groups. */
export interface VarianceExplained {
  /** η²: share of the sum of squares that lies between groups, 0 to 1; 0 where nothing varies. */
  readonly value: number;
  /** Ends of the confidence interval of the share in the population. */
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
  /** Fisher's F; infinite where nothing varies within groups. */
  readonly f: number;
  /** Upper tail of F under equal means. */
  readonly p: number;
  /** Degrees of freedom between groups and within. */
  readonly between: number;
  readonly within: number;
  /** Values of all groups. */
  readonly n: number;
}

/**
 * One-way analysis of variance: the effect size η² with its interval. Where groups differ in nothing,
 * η² is (groups - 1) / (n - 1) on average, so that only the interval tells whether there is an effect.
 * It inverts the noncentral F distribution (Steiger, Psychological Methods 9, 2004), with the share
 * λ / (λ + n).
 *
 * @param groups two and more of one value or more, of which one has two or more
 * @param confidence 0 to 1, both excluded; default 0.95
 * @throws {NeuroveilError} "usage" for other groups or values that are not finite
 */
export function varianceExplained(
  groups: readonly (readonly number[])[],
  confidence = 0.95,
): VarianceExplained {
  const values = groups.flat();
  const n = values.length;
  if (
    groups.length < 2 ||
    n <= groups.length ||
    groups.some((group) => group.length === 0) ||
    !values.every(Number.isFinite)
  )
    throw new NeuroveilError("usage", {
      of: '"groups"',
      expected: "two groups or more of finite numbers, one of them of two or more",
      got: `${groups.length} of ${groups.map((group) => group.length).join(", ")}`,
    });
  const mean = average(values);
  let [inner, outer] = [0, 0];
  for (const group of groups) {
    const centre = average(group);
    outer += group.length * (centre - mean) ** 2;
    for (const value of group) inner += (value - centre) ** 2;
  }
  // What rounding leaves of values that are all the same.
  const nothing = 1e-24 * values.reduce((sum, value) => sum + value ** 2, 0);
  if (inner <= nothing) inner = 0;
  if (outer <= nothing) outer = 0;
  const [between, within] = [groups.length - 1, n - groups.length];
  const shape = { confidence, between, within, n };
  if (outer === 0) return { value: 0, low: 0, high: 0, f: 0, p: 1, ...shape };
  if (inner === 0) return { value: 1, low: 1, high: 1, f: Infinity, p: 0, ...shape };
  const f = outer / between / (inner / within);
  const tail = (1 - confidence) / 2;
  const share = (upper: number): number => {
    const noncentrality = solve((lambda) => noncentralAbove(f, between, within, lambda) < upper);
    return noncentrality / (noncentrality + n);
  };
  return {
    value: outer / (outer + inner),
    low: share(tail),
    high: share(1 - tail),
    f,
    p: fdtrc(between, within, f),
    ...shape,
  };
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Noncentrality up to which terms are summed; above, the approximation is right to four digits. */
const mostExact = 1000;

/**
 * Probability that a noncentral F exceeds `f`: Poisson weights of the central ones, summed outwards from
 * the heaviest so that none underflows.
 */
function noncentralAbove(f: number, between: number, within: number, lambda: number): number {
  if (lambda > mostExact) {
    // P. B. Patnaik, Biometrika 36, 1949: a central F of the same first two moments of its numerator.
    const moved = between + lambda;
    return fdtrc(moved ** 2 / (moved + lambda), within, (f * between) / moved);
  }
  const x = (between * f) / (between * f + within);
  const above = (j: number): number => 1 - incbet(between / 2 + j, within / 2, x);
  const half = lambda / 2;
  const middle = Math.floor(half);
  const enough = 40 + Math.ceil(10 * Math.sqrt(half + 1));
  const heaviest = half === 0 ? 0 : middle * Math.log(half) - half - logFactorial(middle);
  let sum = Math.exp(heaviest) * above(middle);
  for (let j = middle + 1, log = heaviest; j <= middle + enough; j++) {
    log += Math.log(half / j);
    sum += Math.exp(log) * above(j);
  }
  for (let j = middle, log = heaviest; j > Math.max(0, middle - enough); j--) {
    log += Math.log(j / half);
    sum += Math.exp(log) * above(j - 1);
  }
  return sum;
}

function logFactorial(n: number): number {
  let sum = 0;
  for (let k = 2; k <= n; k++) sum += Math.log(k);
  return sum;
}

/** As good as infinite: a share of 1 to six digits of a million values. */
const mostNoncentral = 1e12;

/** Where a statement about a noncentrality, true from 0 on, turns false; 0 where it never holds. */
function solve(holds: (lambda: number) => boolean): number {
  if (!holds(0)) return 0;
  let [low, high] = [0, 1];
  while (holds(high) && high < mostNoncentral) [low, high] = [high, 2 * high];
  while (high - low > 1e-8 * high) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
