import { expect, test } from "vitest";
import { keyedWords } from "../random/keyed-words.ts";
import { meanInterval } from "./mean-interval.ts";

test("ten values worked by hand: t of 9 degrees of freedom is 2.262157", () => {
  const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  const { value, low, high, n } = meanInterval(values);
  const error = Math.sqrt(82.5 / 9 / 10);
  expect(value).toBe(5.5);
  expect((high - value) / error).toBeCloseTo(2.262157, 6);
  expect((value - low) / error).toBeCloseTo(2.262157, 6);
  expect(n).toBe(10);
});

test("intervals of 95 % hold the mean 95 times in a hundred", () => {
  const word = keyedWords(new Uint8Array(32).fill(3));
  const trials = 4000;
  let held = 0;
  for (let trial = 0; trial < trials; trial++) {
    const { low, high } = meanInterval(Array.from({ length: 10 }, () => word() / 2 ** 32));
    if (low <= 0.5 && 0.5 <= high) held++;
  }
  expect(Math.abs(held / trials - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / trials));
});

test("one value has no scatter, none has no mean", () => {
  expect(meanInterval([3])).toMatchObject({ value: 3, low: -Infinity, high: Infinity });
  expect(() => meanInterval([])).toThrow(/"values" expected one or more numbers, got none/);
  expect(() => meanInterval([1], 1)).toThrow(/"confidence" expected 0 to 1, got 1/);
});
