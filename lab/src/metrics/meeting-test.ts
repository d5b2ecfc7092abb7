import { binomialQuantile, binomialTails } from "../statistics/binomial.ts";
import { levelOfEach, smallestOf } from "../statistics/several.ts";
import type { Test } from "./metric.ts";

/** How many of how many pairs of bytes are equal. */
export interface Meeting {
  readonly equal: number;
  readonly n: number;
}

/**
 * The most conspicuous of several counts of equal bytes, as a test against their binomial
 * distributions: pairs that avoid each other are no chance either.
 *
 * @param meetings one or more
 */
export function meetingTest(id: string, meetings: readonly Meeting[], levels: number): Test {
  const meet = 1 / levels;
  let found = { equal: 0, n: 0 };
  let least = 2;
  for (const { equal, n } of meetings) {
    const { lower, upper } = binomialTails(equal, n, meet);
    const p = Math.min(1, 2 * Math.min(lower, upper));
    if (p < least) [found, least] = [{ equal, n }, p];
  }
  const { equal, n } = found;
  return {
    id,
    value: equal / n,
    expected: meet,
    n,
    p: smallestOf(least, meetings.length),
    leastP: smallestOf(Math.min(1, 2 * meet ** n), meetings.length),
    limits: (level) => {
      const each = levelOfEach(level, meetings.length) / 2;
      return {
        low: binomialQuantile(each, n, meet) / n,
        high: binomialQuantile(1 - each, n, meet) / n,
      };
    },
  };
}
