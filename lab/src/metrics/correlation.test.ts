import type { Image } from "neuroveil/image";
import { expect, test } from "vitest";
import { idealImages, next } from "../ideal-images.ts";
import { binomialTails } from "../statistics/binomial.ts";
import { normalQuantile } from "../statistics/normal.ts";
import { correlation, correlationLimits } from "./correlation.ts";

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

test("a plane without contrast has none; a direction without pairs is left out", () => {
  const flat = correlation({ ...shape, width: 8, height: 1, data: new Uint8Array(8).fill(7) });
  expect(flat.map(({ id }) => id)).toEqual(["correlation-horizontal"]);
  // Of 7 pairs the first samples or the second ones: 256^-6 each.
  expect(flat[0]).toMatchObject({ value: Number.NaN, p: 2 ** -47 });
  expect(flat[0]!.z).toBeGreaterThan(7);
  expect(correlation({ ...shape, width: 1, height: 1, data: Uint8Array.of(3) })).toEqual([]);
  expect(correlation({ ...shape, width: 2, height: 2, data: Uint8Array.of(3, 1, 2, 9) })).toEqual(
    [],
  );
});

/** A gray image of 16 bits, one value but for some samples. */
function nearlyFlat(side: number, value: number, others: Readonly<Record<number, number>>): Image {
  const data = new Uint8Array(2 * side * side);
  for (let i = 0; i < side * side; i++) {
    const sample = others[i] ?? value;
    data[2 * i] = sample >> 8;
    data[2 * i + 1] = sample & 255;
  }
  return { ...shape, bits: 16, width: side, height: side, data };
}

test.each([56, 57, 100, 1000])("a white image of 16 bits and %d² has no correlation", (side) => {
  for (const value of [65_535, 65_534, 50_000, 1])
    for (const { value: found } of correlation(nearlyFlat(side, value, {})))
      expect(found).toBeNaN();
});

test("two bright samples of nine million, one above the other", () => {
  const at = 1500 * 3000 + 700;
  const image = nearlyFlat(3000, 0, { [at]: 65_535, [at + 3000]: 65_535 });
  const [horizontal, vertical, diagonal] = correlation(image);
  expect(vertical!.value.toFixed(8)).toBe("0.49999989");
  // -2 / n: no pair of two bright ones.
  expect(horizontal!.value / (-2 / horizontal!.n)).toBeCloseTo(1, 5);
  expect(diagonal!.value / (-2 / diagonal!.n)).toBeCloseTo(1, 5);
});

test("65,534 on 65,535, and any other pair of neighbours on any level", () => {
  const at = 500 * 1000 + 300;
  for (const level of [65_535, 1, 30_000])
    for (const step of [1, -1]) {
      const other = level + step > 65_535 ? level - 1 : level + step;
      const image = nearlyFlat(1000, level, { [at]: other, [at + 1000]: other });
      expect(correlation(image)[1]!.value.toFixed(8)).toBe("0.49999900");
    }
});

// SciPy 1.17, pearsonr of the pairs: no pixel is in two of them, so nothing is taken off.
test("four pairs have the p-value of Student's t with two degrees of freedom", () => {
  const data = Uint8Array.of(10, 20, 30, 25, 50, 90, 70, 200);
  const [horizontal] = correlation({ ...shape, width: 2, height: 4, data });
  expect(horizontal).toMatchObject({ n: 4, expected: -0 });
  expect(horizontal!.value).toBeCloseTo(0.9320109007909284, 12);
  expect(horizontal!.p).toBeCloseTo(0.06798909920907148, 12);
});

test.each([
  [2, 4, 8],
  [3, 3, 8],
  [8, 8, 8],
  [16, 16, 8],
  [16, 16, 16],
] as const)(
  "of ideal images of %d×%d at %d bits as many are refused as should be",
  (width, height, bits) => {
    const trials = 4000;
    const images = idealImages(71, { width, height, bits });
    const p = Array.from({ length: trials }, () => correlation(next(images))[0]!.p);
    for (const level of [0.05, 0.01, 0.001]) {
      const below = p.filter((each) => each < level).length;
      expect(binomialTails(below, trials, 1.2 * level).upper, `${below}`).toBeGreaterThan(1e-4);
      expect(binomialTails(below, trials, 0.7 * level).lower, `${below}`).toBeGreaterThan(1e-4);
    }
  },
);

test.each([
  [2, 4],
  [5, 5],
  [64, 64],
])("limits of %d×%d pixels lie where the p-value passes the level", (width, height) => {
  const [result] = correlation(next(idealImages(9, { width, height })));
  const { low, high } = correlationLimits(result!, result!.p);
  const nearest = result!.value < result!.expected ? low : high;
  expect(nearest).toBeCloseTo(result!.value, 9);
});
