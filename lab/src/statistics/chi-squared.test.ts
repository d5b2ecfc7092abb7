import { expect, test } from "vitest";
import { chiSquaredTails } from "./chi-squared.ts";
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
