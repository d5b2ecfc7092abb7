import { NeuroveilError } from "neuroveil/errors";
import { normalCdf } from "./normal.ts";
import { tieSizes } from "./ranks.ts";

/** Whether groups rise in the order in which they are given. */
export interface Trend {
  /** Pairs of values of two groups that rise, equal ones as halves. */
  readonly statistic: number;
  /** The same as a share of all such pairs: 0.5 where there is no trend, 1 where all rise. */
  readonly rising: number;
  /** The share between each group and the next. */
  readonly steps: readonly number[];
  /** Standard normal score. */
  readonly z: number;
  /** One-sided, against no trend, for a rising one; and for a falling one. */
  readonly pRising: number;
  readonly pFalling: number;
  /** Values of all groups. */
  readonly n: number;
}

/**
 * The trend test of Jonckheere (Biometrika 41, 1954) and Terpstra: whether values rise from group to
 * group. By the normal distribution, with the variance for ties of Hollander and Wolfe.
 *
 * @param groups two and more, in the order that is claimed to rise, of one value or more
 * @throws {NeuroveilError} "usage" for fewer groups, an empty one, or a NaN
 */
export function jonckheere(groups: readonly (readonly number[])[]): Trend {
  if (
    groups.length < 2 ||
    groups.some((group) => group.length === 0 || group.some((value) => Number.isNaN(value)))
  )
    throw new NeuroveilError("usage", {
      of: '"groups"',
      expected: "two groups or more of one number or more",
      got: `${groups.length} of ${groups.map((group) => group.length).join(", ")}`,
    });
  let [statistic, pairs] = [0, 0];
  for (let i = 0; i < groups.length; i++)
    for (let j = i + 1; j < groups.length; j++) {
      statistic += risingPairs(groups[i]!, groups[j]!);
      pairs += groups[i]!.length * groups[j]!.length;
    }
  const values = groups.flat();
  const sizes = groups.map((group) => group.length);
  const spread = variance(values.length, sizes, tieSizes(values));
  const z = spread > 0 ? (statistic - pairs / 2) / Math.sqrt(spread) : 0;
  return {
    statistic,
    rising: statistic / pairs,
    steps: groups.slice(1).map((group, i) => {
      const before = groups[i]!;
      return risingPairs(before, group) / (before.length * group.length);
    }),
    z,
    pRising: normalCdf(-z),
    pFalling: normalCdf(z),
    n: values.length,
  };
}

/** Pairs in which the second value is the larger one; half of those that are equal. */
function risingPairs(first: readonly number[], second: readonly number[]): number {
  let sum = 0;
  for (const a of first) for (const b of second) sum += a < b ? 1 : a === b ? 0.5 : 0;
  return sum;
}

function variance(n: number, sizes: readonly number[], ties: readonly number[]): number {
  const over = (counts: readonly number[], term: (count: number) => number): number =>
    counts.reduce((sum, count) => sum + term(count), 0);
  const fifth = (m: number): number => m * (m - 1) * (2 * m + 5);
  const triples = (m: number): number => m * (m - 1) * (m - 2);
  const couples = (m: number): number => m * (m - 1);
  const third =
    n < 3 ? 0 : (over(sizes, triples) * over(ties, triples)) / (36 * n * (n - 1) * (n - 2));
  return (
    (fifth(n) - over(sizes, fifth) - over(ties, fifth)) / 72 +
    third +
    (over(sizes, couples) * over(ties, couples)) / (8 * n * (n - 1))
  );
}
