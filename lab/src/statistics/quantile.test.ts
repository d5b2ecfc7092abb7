import { expect, test } from "vitest";
import { median, quantile } from "./quantile.ts";

test("the median of an even count lies between the middle two", () => {
  expect(median([9, 1, 4, 2])).toBe(3);
  expect(median([5])).toBe(5);
});

test("quantiles interpolate and leave their input as it was", () => {
  const values = [3, 1, 2, 5, 4];
  expect(quantile(values, 0.25)).toBe(2);
  expect(quantile(values, 0.9)).toBeCloseTo(4.6, 12);
  expect(values).toEqual([3, 1, 2, 5, 4]);
});
