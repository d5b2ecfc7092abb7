import { expect, test } from "vitest";
import { chiSquaredAbove, chiSquaredTails } from "./chi-squared.ts";
import { twoSided } from "./tails.ts";

test.each([
  [293.2478, 0.05],
  [310.4574, 0.01],
  [330.5197, 0.001],
])("255 degrees of freedom exceed %d with probability %d", (value, alpha) => {
  expect(chiSquaredTails(value, 255).upper / alpha).toBeCloseTo(1, 4);
});

test.each([212.66, 301.13])("%d is a two-sided limit at 0.05", (value) => {
  expect(twoSided(chiSquaredTails(value, 255))).toBeCloseTo(0.05, 4);
});

test("nothing lies below zero", () => {
  expect(chiSquaredTails(-3, 255)).toEqual({ lower: 0, upper: 1 });
});

// REFERENCE 2.5.
test.each([
  [0.05, 293.2478],
  [0.01, 310.4574],
  [0.001, 330.5197],
  [0.975, 212.66],
  [0.025, 301.13],
])("255 degrees of freedom are above the limit with probability %d", (upper, limit) => {
  expect(chiSquaredAbove(upper, 255)).toBeCloseTo(limit, 1);
  expect(chiSquaredTails(chiSquaredAbove(upper, 255), 255).upper).toBeCloseTo(upper, 10);
});
