import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { padme } from "./padme.ts";

// Computed by hand from the paper's definition: exponent e, s bits of the exponent, e - s zero bits.
test.each([
  [0, 1],
  [1, 1],
  [2, 2],
  [9, 10],
  [100, 104],
  [1000, 1024],
  [1025, 1088],
  [65537, 67584],
  [1_000_000, 1_015_808],
  [2 ** 32, 2 ** 32],
  [2 ** 32 + 1, 2 ** 32 + 2 ** 26],
  [20_000_000_001, 20_132_659_200],
])("%i bytes are padded to %i", (length, expected) => {
  expect(padme(length)).toBe(expected);
});

property.prop([fc.integer({ min: 1, max: 2 ** 40 })])(
  "padding costs at most 12%, is stable and hides the low bits",
  (length) => {
    const padded = padme(length);
    expect(padded).toBeGreaterThanOrEqual(length);
    expect(padded / length).toBeLessThanOrEqual(1.12);
    expect(padme(padded)).toBe(padded);
    const bits = BigInt(padded).toString(2);
    expect(bits.replace(/0*$/, "").length).toBeLessThanOrEqual(
      BigInt(bits.length).toString(2).length + 1,
    );
  },
);

test("short inputs are padded to one length", () => {
  expect([0, 1, 100, 512].map((length) => padme(length, 512))).toEqual([512, 512, 512, 512]);
});
