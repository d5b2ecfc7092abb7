import { expect, test } from "vitest";
import { expectedLargest } from "./normal-extremes.ts";

// Closed forms for 1 to 3 scores; 10 and 100 from tables of order statistics (Harter 1961).
test.each([
  [1, 0],
  [2, 1 / Math.sqrt(Math.PI)],
  [3, 1.5 / Math.sqrt(Math.PI)],
  [10, 1.53875],
  [100, 2.50759],
])("the largest of %d standard normal scores is %d on average", (count, mean) => {
  expect(expectedLargest(count)).toBeCloseTo(mean, 5);
});
