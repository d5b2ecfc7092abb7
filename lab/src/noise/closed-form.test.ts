import { fc, it as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { decibels, errorSpread, replacementError } from "./closed-form.ts";

/** Of the reference's synthetic image. */
const idealError = 8563.9;

// REFERENCE 3.
test.each([
  [0.05, 1, "21.81"],
  [0.05, 2, "18.91"],
  [0.25, 2, "12.39"],
  [1 / 4, 1, "14.82"],
])("share %d, spread %d: %s dB", (share, spread, known) => {
  expect(decibels(replacementError({ share, idealError }, spread), 255).toFixed(2)).toBe(known);
});

property.prop([
  fc.double({ min: 1e-6, max: 0.3, noNaN: true }),
  fc.double({ min: 0.5, max: 20, noNaN: true }),
])("the inverse gives the spread back", (share, spread) => {
  const error = replacementError({ share, idealError }, spread);
  expect(errorSpread(share, error / idealError, 65_536)).toBeCloseTo(spread, 6);
});

test("no error, no spread; nothing left of the image, all of it", () => {
  expect(errorSpread(0.01, 0, 65_536)).toBe(0);
  expect(errorSpread(0.01, -0.1, 65_536)).toBe(0);
  expect(errorSpread(0.01, 1.01, 65_536)).toBe(65_536);
  expect(errorSpread(1e-9, 0.9999, 65_536)).toBe(65_536);
  expect(decibels(0, 255)).toBe(Infinity);
});
