import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import { kMeans } from "./k-means.ts";

it("tells apart what is apart", () => {
  const points = Int32Array.of(0, 0, 1000, 0, 0, 1000, 3, -2, 990, 7, -5, 1001);
  const labels = kMeans({ points, dimension: 2, clusters: 3, iterations: 5 });
  // Centres begin at points 0, 2 and 4.
  expect([...labels]).toEqual([0, 2, 1, 0, 2, 1]);
});

it("moves its centres: the first ones alone would cut elsewhere", () => {
  const points = Int32Array.of(0, 1, 2, 3, 100, 101);
  const clustering = { points, dimension: 1, clusters: 2 };
  // Centres begin at 0 and 3.
  expect([...kMeans({ ...clustering, iterations: 0 })]).toEqual([0, 0, 1, 1, 1, 1]);
  expect([...kMeans({ ...clustering, iterations: 3 })]).toEqual([0, 0, 0, 0, 1, 1]);
});

it("rounds means down, below 0 too, and leaves a centre alone that has no points", () => {
  // Both centres begin at -3; all points go to the first, whose mean -2.5 becomes -3.
  const points = Int32Array.of(-3, -3, -3, -1);
  const labels = kMeans({ points, dimension: 1, clusters: 2, iterations: 4 });
  expect([...labels]).toEqual([0, 0, 0, 0]);
});

test.prop([
  fc.array(fc.tuple(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: -1e6, max: 1e6 })), {
    minLength: 1,
    maxLength: 60,
  }),
  fc.integer({ min: 1, max: 5 }),
])(
  "no cluster's mean is nearer to a point than that of its own by more than rounding",
  (pairs, clusters) => {
    const points = Int32Array.from(pairs.flat());
    const labels = kMeans({ points, dimension: 2, clusters, iterations: 200 });
    const means = Array.from({ length: clusters }, (_, cluster) => {
      const own = pairs.filter((_, i) => labels[i] === cluster);
      return [0, 1].map((axis) => own.reduce((sum, pair) => sum + pair[axis]!, 0) / own.length);
    });
    const distance = ([x, y]: readonly [number, number], [a, b]: readonly number[]): number =>
      Math.hypot(x - a!, y - b!);
    for (const [i, pair] of pairs.entries()) {
      const own = distance(pair, means[labels[i]!]!);
      for (const mean of means.filter(([x]) => !Number.isNaN(x)))
        expect(own).toBeLessThan(distance(pair, mean) + 3);
    }
  },
);
