import { binomialQuantile, binomialTails } from "../statistics/binomial.ts";
import { expectedLargest } from "../statistics/normal-extremes.ts";
import { levelOfEach, smallestOf } from "../statistics/several.ts";
import type { Test } from "./metric.ts";

/**
 * The most lopsided of `tried` parities of `n` throws each, as a test: under an ideal cipher each is
 * as often even as odd, throw by throw independently, so that its count is exactly binomial. The
 * value is how much more often the one than the other occurs, as a share of all.
 */
export function parityTest(id: string, excess: number, n: number, tried: number): Test {
  const more = (n + Math.abs(excess)) / 2;
  const p = Math.min(1, 2 * binomialTails(more, n, 0.5).upper);
  return {
    id,
    value: Math.abs(excess) / n,
    expected: Math.min(1, expectedLargest(2 * tried) / Math.sqrt(n)),
    n,
    p: smallestOf(p, tried),
    leastP: smallestOf(Math.min(1, 2 ** (1 - n)), tried),
    limits: (level) => {
      const each = levelOfEach(level, tried);
      return { high: (2 * binomialQuantile(1 - each / 2, n, 0.5) - n) / n };
    },
  };
}
