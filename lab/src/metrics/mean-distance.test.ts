import { expect, test } from "vitest";
import { binomialWeights } from "../statistics/binomial.ts";
import { meanDistance, type Trials } from "./mean-distance.ts";

/** By the definition, over all pairs of counts. */
function slow(first: Trials, second: Trials, centre: number): number {
  const [a, b] = [first, second].map(({ n, p }) => binomialWeights(n, p)) as [
    ReturnType<typeof binomialWeights>,
    ReturnType<typeof binomialWeights>,
  ];
  let sum = 0;
  for (const [i, one] of a.weights.entries())
    for (const [j, two] of b.weights.entries())
      sum += one * two * Math.abs(a.first + i + b.first + j - centre);
  return sum;
}

test("two throws of a coin lie half a success from one on average, and one from none", () => {
  expect(meanDistance({ n: 2, p: 0.5 }, { n: 0, p: 0.5 }, 1)).toBeCloseTo(0.5, 15);
  expect(meanDistance({ n: 1, p: 0.5 }, { n: 1, p: 0.5 }, 1)).toBeCloseTo(0.5, 15);
  expect(meanDistance({ n: 2, p: 0.5 }, { n: 0, p: 1 / 3 }, 0)).toBeCloseTo(1, 15);
  expect(meanDistance({ n: 0, p: 0.5 }, { n: 0, p: 0.5 }, 1.5)).toBe(1.5);
});

test.each([
  [0, 4096, 16],
  [4096, 0, 16],
  [1000, 3096, 15.4],
  [784, 0, 784 / 256],
  [30_000, 35_536, 256],
  [5, 7, 200],
  [65_536, 65_536, 3],
])("%d and %d samples, about %d: as the definition has it", (n, m, centre) => {
  const [first, second] = [
    { n, p: 1 / 256 },
    { n: m, p: 2 / 256 },
  ];
  expect(meanDistance(first, second, centre)).toBeCloseTo(slow(first, second, centre), 9);
});
