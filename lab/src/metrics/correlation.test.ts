import { expect, test } from "vitest";
import { normalQuantile } from "../statistics/normal.ts";
import { idealImages, next } from "../ideal-images.ts";
import { correlation } from "./correlation.ts";

const shape = { channels: 1, bits: 8, colour: "gray", metadata: {} } as const;

test("all pairs of a 3×3 image, worked by hand", () => {
  const data = Uint8Array.of(1, 2, 3, 2, 4, 6, 9, 6, 3);
  const results = correlation({ ...shape, width: 3, height: 3, data });
  // numpy.corrcoef of the six horizontal, six vertical and four diagonal pairs
  expect(results.map(({ id, n }) => [id, n])).toEqual([
    ["correlation-horizontal", 6],
    ["correlation-vertical", 6],
    ["correlation-diagonal", 4],
  ]);
  expect(results[0]!.value).toBeCloseTo(0.6304883249912805, 12);
  expect(results[1]!.value).toBeCloseTo(-0.08838834764831845, 12);
  expect(results[2]!.value).toBeCloseTo(-0.4856618642571828, 12);
});

// REFERENCE 2.3: limits at 95% and 99.9% for all horizontal pairs.
test.each([
  [256, 256, 65_280, 0.00767, 0.01288],
  [512, 512, 261_632, 0.00383, 0.00643],
])("limits of a %d×%d image over its %d pairs", (width, height, n, limit95, limit999) => {
  const [horizontal] = correlation(next(idealImages(1, { width, height })));
  expect(horizontal!.n).toBe(n);
  expect(normalQuantile(0.975) * horizontal!.sd).toBeCloseTo(limit95, 5);
  expect(normalQuantile(0.9995) * horizontal!.sd).toBeCloseTo(limit999, 5);
  expect(horizontal!.expected).toBeCloseTo(-1 / n, 6);
});

test("a smooth image is correlated in every direction and channel", () => {
  const [width, height] = [64, 64];
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return 128 + 60 * Math.sin((pixel % width) / 9) + 60 * Math.cos(Math.floor(pixel / width) / 11);
  });
  const results = correlation({ ...shape, channels: 3, colour: "rgb", width, height, data });
  expect(results).toHaveLength(9);
  for (const { value, p } of results) {
    expect(value).toBeGreaterThan(0.9);
    expect(p).toBeLessThan(1e-100);
  }
});

test("a weak correlation that no eye sees is found by all pairs", () => {
  const image = next(idealImages(5, { width: 512, height: 512 }));
  // One pixel in forty repeats its left neighbour.
  const data = image.data.map((byte, i) => (i % 40 === 1 ? image.data[i - 1]! : byte));
  const [horizontal, vertical] = correlation({ ...image, data });
  expect(horizontal!.p).toBeLessThan(1e-9);
  expect(vertical!.p).toBeGreaterThan(1e-4);
});

test("16-bit samples are compared as wholes", () => {
  const data = Uint8Array.from({ length: 512 }, (_, i) => (i % 2 === 0 ? i >> 1 : 255 - (i >> 1)));
  const [horizontal] = correlation({ ...shape, bits: 16, width: 256, height: 1, data });
  expect(horizontal!.value).toBeCloseTo(1, 6);
});

test("a plane without contrast fails; a direction without pairs is left out", () => {
  const flat = correlation({ ...shape, width: 8, height: 1, data: new Uint8Array(8).fill(7) });
  expect(flat.map(({ id }) => id)).toEqual(["correlation-horizontal"]);
  expect(flat[0]).toMatchObject({ value: Number.NaN, z: Infinity, p: 0 });
  expect(correlation({ ...shape, width: 1, height: 1, data: Uint8Array.of(3) })).toEqual([]);
});
