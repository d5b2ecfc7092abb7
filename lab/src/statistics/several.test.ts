import { expect, test } from "vitest";
import { levelOfEach, smallestOf } from "./several.ts";

test("the smallest of several p-values is as likely as it is", () => {
  expect(smallestOf(0.05, 1)).toBeCloseTo(0.05, 15);
  expect(smallestOf(0.05, 2)).toBeCloseTo(1 - 0.95 ** 2, 15);
  expect(smallestOf(1, 40)).toBe(1);
  // A p-value far below what 1 - p resolves.
  expect(smallestOf(1e-30, 1000)).toBeCloseTo(1e-27, 40);
  for (const level of [0.05, 1e-3, 1e-12])
    expect(smallestOf(levelOfEach(level, 65_025), 65_025) / level).toBeCloseTo(1, 9);
});
