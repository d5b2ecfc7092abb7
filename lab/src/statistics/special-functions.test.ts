import { expect, test } from "vitest";
import { chdtrc, erfc } from "./special-functions.ts";

// mpmath 1.3.0 with 30 digits: gammainc(a, x, inf, regularized=True), erfc(x).
test.each([
  [0.5, 0.3, 0.4385780260809999],
  [1, 2.5, 0.0820849986238988],
  [2.5, 1, 0.8491450360846097],
  [3, 4.2, 0.21023798702309743],
  [4.5, 9, 0.035173539466984795],
  [64, 70, 0.2209073075411603],
  [512, 500, 0.6983879893929984],
  [3906, 3950, 0.23986876550930306],
  [8192, 8300, 0.11668596970853692],
  [16384, 16100, 0.987096147362598],
  [16384, 16700, 0.007031413712700215],
  [4.5, 40, 1.6161314156534603e-13],
])("igamc(%d, %d), half a chi-squared value, is met to 1e-10", (a, x, expected) => {
  expect(Math.abs(chdtrc(2 * a, 2 * x) / expected - 1)).toBeLessThan(1e-10);
});

test.each([
  [0.1, 0.887537083981715],
  [0.5, 0.4795001221869535],
  [1, 0.15729920705028513],
  [2, 0.004677734981047266],
  [3.5, 7.430983723414128e-7],
  [5, 1.537459794428035e-12],
  [10, 2.088487583762545e-45],
  [26, 5.663192408856143e-296],
])("erfc(%d) is met to 1e-10", (x, expected) => {
  expect(Math.abs(erfc(x) / expected - 1)).toBeLessThan(1e-10);
});

test("tails that no double can hold are zero", () => {
  expect(erfc(40)).toBe(0);
  expect(chdtrc(9, 4000)).toBe(0);
});
