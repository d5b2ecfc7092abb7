import { fc, test as propertyTest } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { fromPatches, toPatches } from "./patches.ts";

test("squares become channels, row by row", () => {
  const data = Int16Array.from({ length: 16 }, (_, i) => i);
  const {
    channels,
    height,
    width,
    data: patches,
  } = toPatches({ channels: 2, height: 2, width: 4, data }, 2);
  expect([channels, height, width]).toEqual([8, 1, 2]);
  // By channel: the sample of the left square, then that of the right one.
  expect([...patches]).toEqual([0, 2, 1, 3, 4, 6, 5, 7, 8, 10, 9, 11, 12, 14, 13, 15]);
});

const size = fc.integer({ min: 1, max: 4 });
propertyTest.prop([size, size, size, size])("are undone", (channels, down, across, side) => {
  const [height, width] = [down * side, across * side];
  const data = Int16Array.from({ length: channels * height * width }, (_, i) => i);
  const x = { channels, height, width, data };
  expect(fromPatches(toPatches(x, side), side)).toEqual(x);
});

test("refuses sides that do not divide", () => {
  const x = { channels: 1, height: 4, width: 6, data: new Int16Array(24) };
  expect(() => toPatches(x, 4)).toThrow('"side" expected one that divides 6×4 pixels, got 4');
});
