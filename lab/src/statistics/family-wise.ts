import { NeuroveilError } from "neuroveil/errors";

/** A verdict over a family of tests. */
export interface FamilyWise {
  /** Probability that an ideal cipher has anything rejected. */
  readonly alpha: number;
  /** Holm-adjusted p-values, in the order given: rejected where below `alpha`. */
  readonly adjusted: readonly number[];
  readonly rejected: readonly boolean[];
  /** Whether nothing was rejected. */
  readonly pass: boolean;
}

/**
 * Holm's step-down rule (Scandinavian Journal of Statistics 6, 1979): the chance that an ideal cipher
 * fails anywhere in the family is at most `alpha`, however the tests depend on each other.
 *
 * @param pValues one p-value for every position, metric, channel and key that was tried, 0 to 1
 * @param alpha level of the whole family, default 0.001
 * @throws {NeuroveilError} "usage" for a p-value or a level outside its range
 */
export function familyWise(pValues: readonly number[], alpha = 0.001): FamilyWise {
  if (!(alpha > 0 && alpha < 1))
    throw new NeuroveilError("usage", { of: '"alpha"', expected: "between 0 and 1", got: alpha });
  const wrong = pValues.find((p) => !(p >= 0 && p <= 1));
  if (wrong !== undefined)
    throw new NeuroveilError("usage", {
      of: '"pValues"',
      expected: "numbers from 0 to 1",
      got: wrong,
    });

  const order = pValues.map((_, index) => index).toSorted((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = Array.from<number>({ length: pValues.length });
  let largest = 0;
  for (const [rank, index] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * pValues[index]!));
    adjusted[index] = largest;
  }
  const rejected = adjusted.map((p) => p < alpha);
  return { alpha, adjusted, rejected, pass: !rejected.includes(true) };
}
