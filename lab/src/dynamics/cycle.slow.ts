import { expect, it } from "vitest";
import { logisticMap } from "../baselines/logistic.ts";
import { findCycle } from "./cycle.ts";

const most = 1_000_000_000;

// REFERENCE 1g.
it.each([
  [4, 0.3, 5_638_349],
  [4, 0.37, 14_632_801],
  [3.9999, 0.3, 40_037_583],
  [3.99, 0.3, 6_623_920],
])("the logistic map in doubles, r = %d from %d", (r, start, length) => {
  expect(findCycle((x: number) => logisticMap(r, x), start, most)?.length).toBe(length);
});

it("the skew tent map in doubles, peak at 0.37", () => {
  const map = (x: number): number => (x < 0.37 ? x / 0.37 : (1 - x) / (1 - 0.37));
  expect([10_427_348, 76_318_555]).toContain(findCycle(map, 0.3, most)?.length);
});
