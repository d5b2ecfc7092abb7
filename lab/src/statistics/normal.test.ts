import { expect, test } from "vitest";
import { normalCdf, normalP, normalQuantile, normalScore } from "./normal.ts";

test("two-sided p-values keep their digits in the tail", () => {
  expect(normalP(1.959963984540054)).toBeCloseTo(0.05, 14);
  // mpmath: erfc(10 / sqrt 2), erfc(30 / sqrt 2)
  expect(normalP(10) / 1.523970604832105e-23).toBeCloseTo(1, 12);
  expect(normalP(-30) / 9.813427854297398e-198).toBeCloseTo(1, 12);
});

test("quantiles invert the distribution function", () => {
  for (const p of [1e-12, 0.0005, 0.5, 0.975])
    expect(normalCdf(normalQuantile(p)) / p).toBeCloseTo(1, 12);
});

test("a normal score has the tail probability it came from", () => {
  expect(normalScore({ lower: 0.025, upper: 0.975 }, 0)).toBeCloseTo(-1.959963984540054, 12);
  expect(normalScore({ lower: 1, upper: 1e-20 }, 0)).toBeCloseTo(9.262340089798409, 9);
});

test("a score whose tail underflows is the caller's", () => {
  expect(normalScore({ lower: 1, upper: 0 }, 700)).toBe(700);
});
