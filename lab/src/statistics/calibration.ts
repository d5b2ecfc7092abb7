import { binomialTails } from "./binomial.ts";
import { kolmogorovSmirnovP } from "./kolmogorov-smirnov.ts";
import { twoSided } from "./tails.ts";

/** How the p-values of an ideal source compare with uniform ones. */
export interface Calibration {
  readonly n: number;
  /** At each level: how many p-values lie below it, and how (un)likely that is, two-sided. */
  readonly levels: readonly {
    readonly level: number;
    readonly below: number;
    readonly p: number;
  }[];
  /** Kolmogorov-Smirnov probability that uniform values stray as far from uniformity. */
  readonly uniformity: number;
}

const levels = [0.05, 0.01, 0.001] as const;

/** Compares p-values of independent samples of an ideal source with the uniform distribution. */
export function calibrate(pValues: readonly number[]): Calibration {
  const n = pValues.length;
  let distance = 0;
  for (const [i, p] of pValues.toSorted((a, b) => a - b).entries())
    distance = Math.max(distance, p - i / n, (i + 1) / n - p);
  return {
    n,
    levels: levels.map((level) => {
      const below = pValues.filter((p) => p < level).length;
      return { level, below, p: twoSided(binomialTails(below, n, level)) };
    }),
    uniformity: kolmogorovSmirnovP(distance, n),
  };
}
