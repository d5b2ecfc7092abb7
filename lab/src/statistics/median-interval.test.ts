import { expect, test } from "vitest";
import { keyedWords } from "../random/keyed-words.ts";
import { medianInterval, signTestBelow } from "./median-interval.ts";

test("of ten values the second and the ninth hold the median at 97.9 %, from a table", () => {
  const values = [10, 1, 9, 2, 8, 3, 7, 4, 6, 5];
  expect(medianInterval(values)).toEqual({ value: 5.5, low: 2, high: 9, confidence: 0.95, n: 10 });
  // 1 - 2 * 11 / 1024 = 0.9785 is not enough for 0.99.
  expect(medianInterval(values, 0.99)).toMatchObject({ low: 1, high: 10 });
});

test("five values are too few for an interval of 95 %", () => {
  expect(medianInterval([1, 2, 3, 4, 5])).toMatchObject({ low: -Infinity, high: Infinity });
});

test("intervals hold the median as often as they say, of a skewed distribution", () => {
  const word = keyedWords(new Uint8Array(32).fill(3));
  const trials = 4000;
  let held = 0;
  for (let trial = 0; trial < trials; trial++) {
    const values = Array.from({ length: 12 }, () => -Math.log((word() + 1) / 2 ** 32));
    const { low, high } = medianInterval(values);
    if (low <= Math.LN2 && Math.LN2 <= high) held++;
  }
  // Between the 3rd and the 10th of twelve: 1 - 2 * 79 / 4096.
  const expected = 1 - (2 * 79) / 4096;
  expect(Math.abs(held / trials - expected)).toBeLessThan(0.013);
});

test("the sign test counts who reaches the bound, ties against the claim", () => {
  const below = [0.9, 0.91, 0.92, 0.93, 0.94, 0.95, 0.96];
  expect(signTestBelow(below, 1)).toBeCloseTo(1 / 128, 12);
  expect(signTestBelow([...below, 1], 1)).toBeCloseTo(9 / 256, 12);
  expect(signTestBelow([1.1, 1.2], 1)).toBe(1);
});

test("no values are refused", () => {
  expect(() => medianInterval([])).toThrow(/"values" expected one or more numbers, got none/);
  expect(() => signTestBelow([Number.NaN], 1)).toThrow(/got NaN/);
  expect(() => medianInterval([1], 1)).toThrow(/"confidence" expected 0 to 1, got 1/);
});
