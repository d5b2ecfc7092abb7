import { expect, test } from "vitest";
import { idealImages, next } from "../ideal-images.ts";
import {
  JointHistogram,
  jointSets,
  largestExcess,
  ownSets,
  parityExcesses,
} from "./joint-histogram.ts";

const images = idealImages(12, { width: 30, height: 20, channels: 3 });
const [a, b] = [next(images).data, next(images).data];

/** 1 for an even number of ones, -1 for an odd one. */
function sign(byte: number): number {
  let ones = 0;
  for (let bit = 0; bit < 8; bit++) ones += (byte >> bit) & 1;
  return 1 - 2 * (ones % 2);
}

test("parities, equal bytes, exclusive ors and differences are counted as they are defined", () => {
  const counts = new JointHistogram();
  counts.add(a, b);
  const parities = counts.parities();
  for (const [first, second] of [
    [0, 0],
    [0, 1],
    [3, 0],
    [129, 66],
    [255, 255],
  ] as const) {
    const excess = a.reduce((sum, x, i) => sum + sign(x & first) * sign(b[i]! & second), 0);
    expect(parities[256 * first + second]).toBe(excess);
  }
  const pairs = [...a].map((x, i) => [x, b[i]!] as const);
  expect(counts.n).toBe(1800);
  expect(counts.equal).toBe(pairs.filter(([x, y]) => x === y).length);
  expect(counts.exclusiveOr[17]).toBe(pairs.filter(([x, y]) => (x ^ y) === 17).length);
  expect(counts.difference(256)[200]).toBe(
    pairs.filter(([x, y]) => ((y - x) & 255) === 200).length,
  );
  expect(counts.second[9]).toBe(b.filter((y) => y === 9).length);
  expect(counts.products(127.5)).toBeCloseTo(
    pairs.reduce((sum, [x, y]) => sum + (x - 127.5) * (y - 127.5), 0),
    6,
  );
});

test("places: from a start on, in steps, and a distance apart", () => {
  const counts = new JointHistogram();
  counts.add(a, a, { start: 2, step: 3, lag: -1 });
  const second = [...a].filter((_, i) => i % 3 === 1);
  expect(counts.n).toBe(600);
  expect(counts.second[40]).toBe(second.filter((value) => value === 40).length);
  counts.add(a, a, { lag: 90 });
  expect(counts.n).toBe(600 + 1800 - 90);
});

test("only sets of bits that bytes have are looked at", () => {
  const narrow = new JointHistogram();
  narrow.add(
    a.map((byte) => byte & 15),
    b.map((byte) => byte & 15),
  );
  const parities = narrow.parities();
  // A set of the upper bits alone is always even.
  expect(largestExcess(parities, 256, jointSets)).toBe(1800);
  expect(largestExcess(parities, 16, jointSets)).toBeLessThan(1800 / 4);
  expect(largestExcess(parityExcesses(narrow.second), 16, ownSets)).toBeLessThan(1800 / 4);
});
