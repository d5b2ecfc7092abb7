import { expect, test } from "vitest";
import { between, middle, movedTo, withNumbers } from "./region.ts";

const size = { width: 100, height: 50 };

test.each([
  ["two corners", { x: 10.2, y: 5.9 }, { x: 20.1, y: 9 }, [10, 5, 11, 4]],
  ["the same backwards", { x: 20.1, y: 9 }, { x: 10.2, y: 5.9 }, [10, 5, 11, 4]],
  ["one that is left", { x: 90, y: 40 }, { x: 130, y: 90 }, [90, 40, 10, 10]],
  ["outside", { x: -20, y: 80 }, { x: -10, y: 90 }, [0, 49, 1, 1]],
  ["a point", { x: 7, y: 7 }, { x: 7, y: 7 }, [7, 7, 1, 1]],
])("a region between %s", (_, a, b, [x, y, width, height]) => {
  expect(between(a, b, size)).toEqual({ x, y, width, height, readers: "" });
});

const region = { x: 40, y: 20, width: 30, height: 10, readers: "a" };

test.each([
  ["that begins elsewhere", { x: 5 }, [5, 20, 30, 10]],
  ["that begins near the edge", { x: 95, y: -3 }, [95, 0, 5, 10]],
  ["that begins behind it", { y: 300 }, [40, 49, 30, 1]],
  ["grown too far", { width: 300 }, [40, 20, 60, 10]],
  ["without a number", { height: Number.NaN }, [40, 20, 30, 1]],
  ["between pixels", { x: 4.6 }, [5, 20, 30, 10]],
])("a region %s", (_, part, [x, y, width, height]) => {
  expect(withNumbers(region, part, size)).toEqual({ x, y, width, height, readers: "a" });
});

test.each([
  [12.4, 7.6, [12, 8]],
  [-5, 90, [0, 40]],
  [99, 0, [70, 0]],
])("a region moved to %d, %d", (x, y, [left, top]) => {
  expect(movedTo(region, x, y, size)).toEqual({ ...region, x: left, y: top });
});

test("a region in the middle", () => {
  expect(middle(size)).toMatchObject({ x: 25, y: 12, width: 50, height: 26 });
});
