import { expect, test } from "vitest";
import { slopeInterval } from "./slope-interval.ts";

test("points on a line give it, without doubt", () => {
  const line = slopeInterval(
    [1, 2, 5].map((x) => [x, 3 * x - 1] as const),
    0.99,
  );
  expect(line.slope).toBeCloseTo(3, 12);
  expect(line.high - line.low).toBeLessThan(1e-6);
  expect(line.at(10)).toBeCloseTo(29, 10);
});

test("the interval of a textbook example", () => {
  // x 1 to 5, y 2, 4, 5, 4, 5: slope 0.6, standard error sqrt(0.08), t of 3 degrees 3.182.
  const ys = [2, 4, 5, 4, 5];
  const { slope, low, high } = slopeInterval(
    ys.map((y, i) => [i + 1, y] as const),
    0.95,
  );
  expect(slope).toBeCloseTo(0.6, 12);
  expect((high - low) / 2).toBeCloseTo(3.18245 * Math.sqrt(0.08), 4);
});
