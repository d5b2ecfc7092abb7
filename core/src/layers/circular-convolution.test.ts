import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import { convolveCircular, deconvolveCircular } from "./circular-convolution.ts";

/** Nine bytes of a small generator (xorshift). */
function kernelOf(seed: number): Uint8Array {
  let x = Math.imul(seed + 1, 0x9e3779b9);
  return Uint8Array.from({ length: 9 }, () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return x >>> 11;
  });
}

const sumOf = (kernel: Uint8Array): number => kernel.reduce((sum, weight) => sum + weight, 0);

/** Whether the convolution is a bijection: the rank modulo 2 of its matrix is full. */
function invertible(width: number, height: number, kernel: Uint8Array): boolean {
  const cells = width * height;
  const rows = Array.from({ length: cells }, (_, i) => {
    const delta = new Uint8Array(cells);
    delta[i] = 1;
    return convolveCircular(delta, { width, height, stride: 1 }, kernel).reduce(
      (row, byte, j) => row | (BigInt(byte & 1) << BigInt(j)),
      0n,
    );
  });
  for (let j = 0n; j < BigInt(cells); j++) {
    const pivot = rows.findIndex((row) => (row >> j) & 1n);
    if (pivot < 0) return false;
    const [taken] = rows.splice(pivot, 1) as [bigint];
    for (const [i, row] of rows.entries()) if ((row >> j) & 1n) rows[i] = row ^ taken;
  }
  return true;
}

it.each([
  [8, 8],
  [8, 16],
])(
  "on %i x %i, powers of two, a kernel is invertible exactly when its sum is odd",
  (width, height) => {
    for (let seed = 0; seed < 120; seed++)
      expect(invertible(width, height, kernelOf(seed))).toBe(sumOf(kernelOf(seed)) % 2 === 1);
  },
);

it.each([
  [6, 8],
  [7, 7],
  [12, 12],
])("on %i x %i an odd sum is necessary and not sufficient", (width, height) => {
  const found = Array.from({ length: 60 }, (_, seed) => {
    const kernel = kernelOf(seed);
    return `${sumOf(kernel) % 2 === 1 ? "odd" : "even"} ${invertible(width, height, kernel)}`;
  });
  expect([...new Set(found)].toSorted()).toEqual(["even false", "odd false", "odd true"]);
});

test.prop([
  fc.constantFrom(1, 2, 4, 8, 16),
  fc.constantFrom(1, 2, 4, 8, 16),
  fc.integer({ min: 1, max: 3 }),
  fc.uint8Array({ minLength: 9, maxLength: 9 }),
  fc.integer(),
])("deconvolving undoes convolving", (width, height, stride, kernel, seed) => {
  if (sumOf(kernel) % 2 === 0) kernel[4]! ^= 1;
  const layout = { width, height, stride };
  const data = Uint8Array.from(
    { length: width * height * stride },
    (_, i) => Math.imul(i + seed, 2654435761) >>> 24,
  );
  const cipher = convolveCircular(data, layout, kernel);
  expect(deconvolveCircular(cipher, layout, kernel)).toEqual(data);
});

it("on 8 x 8 the inverse kernel is the kernel to the power of 2^10 - 1", () => {
  const layout = { width: 8, height: 8, stride: 1 };
  const kernel = kernelOf(3);
  if (sumOf(kernel) % 2 === 0) kernel[4]! ^= 1;
  const delta = new Uint8Array(64);
  delta[0] = 1;
  let power = delta;
  for (let i = 0; i < 2 ** 10 - 1; i++)
    power = convolveCircular(power, layout, kernel) as typeof power;
  expect(deconvolveCircular(delta, layout, kernel)).toEqual(power);
});
