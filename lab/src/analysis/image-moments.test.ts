import type { Image } from "neuroveil/image";
import { expect, test } from "vitest";
import { correlationOf, hasContrast, momentsOf, sumsBeside } from "./image-moments.ts";

function gray(width: number, height: number, bits: number, sample: (i: number) => number): Image {
  const wide = bits > 8;
  const data = new Uint8Array(width * height * (wide ? 2 : 1));
  for (let i = 0; i < width * height; i++) {
    if (wide) data.set([sample(i) >> 8, sample(i) & 255], 2 * i);
    else data[i] = sample(i);
  }
  return { width, height, channels: 1, bits, colour: "gray", data, metadata: {} };
}

const correlation = (a: Image, b: Image): number => correlationOf(momentsOf(a), sumsBeside(a, b));

test.each([8, 16])("correlation of images of %d bits", (bits) => {
  const ramp = gray(40, 25, bits, (i) => i % 200);
  const other = gray(40, 25, bits, (i) => (i % 200) + 50);
  const inverted = gray(40, 25, bits, (i) => 2 ** bits - 1 - (i % 200));
  const [x, y] = [gray(2, 2, bits, (i) => i), gray(2, 2, bits, (i) => [1, 0, 3, 2][i]!)];
  expect(correlation(ramp, other)).toBeCloseTo(1, 9);
  expect(correlation(ramp, inverted)).toBeCloseTo(-1, 9);
  expect(correlation(x, y)).toBeCloseTo(0.6, 9);
});

test("an image of one colour has no contrast, one with a single other sample has", () => {
  for (const [value, width, height] of [
    [0, 1111, 1111],
    [7, 1001, 2997],
    [200, 999, 1201],
  ] as const) {
    const flat = gray(width, height, 8, () => value);
    const speck = gray(width, height, 8, (i) => (i === 5 ? value + 1 : value));
    expect(hasContrast(momentsOf(flat))).toBe(false);
    expect(hasContrast(momentsOf(speck))).toBe(true);
    expect(correlation(flat, speck)).toBeNaN();
    expect(correlation(speck, flat)).toBeNaN();
    expect(correlation(speck, speck)).toBeCloseTo(1, 6);
  }
});
