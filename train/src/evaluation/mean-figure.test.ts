import { expect, test } from "vitest";
import { meanFigure } from "./mean-figure.ts";

test("the interval of few values is Student's: 3.182 standard errors of four", () => {
  const { mean, low, high, n } = meanFigure("four", [1, 2, 3, 4]);
  expect([mean, n]).toEqual([2.5, 4]);
  const error = Math.sqrt(5 / 3 / 4);
  expect((high - mean) / error).toBeCloseTo(3.182, 3);
  expect((mean - low) / error).toBeCloseTo(3.182, 3);
});

test("one value has no interval", () => {
  expect(meanFigure("one", [7])).toEqual({ id: "one", mean: 7, low: 7, high: 7, n: 1 });
});
