import { expect, test } from "vitest";
import { figureText, intervalText } from "./figure-text.ts";

test.each([
  [7, "7"],
  [-7.5, "-7.500000"],
  [99.9999996, "100.000000"],
  [18_035.504, "18035.50"],
  [576_543_210.12, "576543210"],
  [0.0001, "0.000100"],
  [1.27e-9, "1.3e-9"],
  [-0.00003, "-3.0e-5"],
  [0, "0"],
  [Number.NaN, "none"],
  [Infinity, "infinite"],
  [-Infinity, "-infinite"],
])("%d is written %s", (value, text) => {
  expect(figureText(value)).toBe(text);
});

test("an interval names the sides that it has", () => {
  expect(intervalText({ low: 1, high: 2.5 })).toBe("1 to 2.500000");
  expect(intervalText({ low: 1 })).toBe("from 1");
  expect(intervalText({ high: 1 })).toBe("up to 1");
  expect(intervalText({})).toBe("");
});
