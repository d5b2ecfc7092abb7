import { expect, test } from "vitest";
import { pearson } from "./pearson.ts";

test("is 1 along a rising line, -1 along a falling one, 0 for a constant", () => {
  expect(pearson([1, 2, 3, 5], [10, 20, 30, 50])).toBeCloseTo(1, 12);
  expect(pearson([1, 2, 3, 5], [-3, -6, -9, -15])).toBeCloseTo(-1, 12);
  expect(pearson([1, 2, 3, 5], [7, 7, 7, 7])).toBe(0);
});

test("is what the textbook formula gives in between", () => {
  // Deviations (-1, 0, 1) and (-2/3, 4/3, -2/3): their products sum to 0.
  expect(pearson([1, 2, 3], [0, 2, 0])).toBeCloseTo(0, 12);
  // Deviations (-1, 0, 1) and (-1, 1, 0): 1 / sqrt(2 · 2).
  expect(pearson([1, 2, 3], [1, 3, 2])).toBeCloseTo(0.5, 12);
});
