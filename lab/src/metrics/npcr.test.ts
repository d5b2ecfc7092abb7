import { expect, test } from "vitest";
import { idealImages, next } from "../ideal-images.ts";
import { normalQuantile } from "../statistics/normal.ts";
import { npcr } from "./npcr.ts";

// REFERENCE 2.4: one-sided limits of the normal approximation, in percent.
test.each([
  [28, ["99.2429", "99.0911", "98.9209"]],
  [32, ["99.2887", "99.1559", "99.0070"]],
  [256, ["99.5693", "99.5527", "99.5341"]],
  [512, ["99.5893", "99.5810", "99.5717"]],
  [1024, ["99.5994", "99.5952", "99.5906"]],
] as const)("limits of a %d² image", (side, limits) => {
  const images = idealImages(1, { width: side, height: side });
  const { expected, sd } = npcr(next(images), next(images))[0]!;
  expect(expected).toBe(255 / 256);
  const found = [0.05, 0.01, 0.001].map((a) => 100 * (expected - normalQuantile(1 - a) * sd));
  expect(found.map((limit) => limit.toFixed(4))).toEqual(limits);
});

test("counts differing samples, as a whole and by channel", () => {
  const [width, height] = [2, 1];
  const image = {
    width,
    height,
    channels: 2,
    bits: 8,
    colour: "gray-alpha",
    metadata: {},
  } as const;
  const results = npcr(
    { ...image, data: Uint8Array.of(1, 2, 3, 4) },
    { ...image, data: Uint8Array.of(9, 2, 8, 5) },
  );
  expect(results.map(({ channel, value, n }) => [channel, value, n])).toEqual([
    [undefined, 0.75, 4],
    [0, 1, 2],
    [1, 0.5, 2],
  ]);
});

test("16-bit samples that differ in either byte are different", () => {
  const image = {
    width: 3,
    height: 1,
    channels: 1,
    bits: 16,
    colour: "gray",
    metadata: {},
  } as const;
  const [result] = npcr(
    { ...image, data: Uint8Array.of(1, 2, 3, 4, 5, 6) },
    { ...image, data: Uint8Array.of(1, 3, 2, 4, 5, 6) },
  );
  expect(result).toMatchObject({ value: 2 / 3, expected: 65_535 / 65_536 });
});

test("the p-value is exact for a small image", () => {
  const images = idealImages(9, { width: 32, height: 32 });
  const a = next(images);
  // Eleven equal samples of 1,024: scipy.stats.binom.sf(10, 1024, 1/256) = 0.0027780618884538344
  const data = a.data.map((byte, i) => (i < 11 ? byte : byte ^ 1));
  const [result] = npcr(a, { ...a, data });
  expect(result!.p).toBeCloseTo(2 * 0.0027780618884538344, 12);
  expect(result!.z).toBeLessThan(-2.5);
});

test("too few equal samples are as conspicuous as too many", () => {
  const images = idealImages(2, { width: 256, height: 256 });
  const [a, b] = [next(images), next(images)];
  // A bijective chain never lets two samples meet again: REFERENCE 0.7.
  const apart = b.data.map((byte, i) => (byte === a.data[i] && i % 2 === 0 ? byte ^ 1 : byte));
  const [high] = npcr(a, { ...b, data: apart });
  expect(high!.z).toBeGreaterThan(5);
  expect(high!.p).toBeLessThan(1e-6);
  const [low] = npcr(a, {
    ...b,
    data: b.data.map((byte, i) => (i % 100 === 0 ? a.data[i]! : byte)),
  });
  expect(low!.z).toBeLessThan(-10);
  expect(low!.p).toBeLessThan(1e-20);
});

test("images of different shape or depth are refused", () => {
  const a = next(idealImages(1, { width: 4, height: 2 }));
  const b = next(idealImages(1, { width: 2, height: 4 }));
  expect(() => npcr(a, b)).toThrow(
    "two images of the same shape expected, got 4×2×1 at 8 bits and 2×4×1 at 8 bits",
  );
});
