import { expect, test } from "vitest";
import { idealImages, next } from "../ideal-images.ts";
import { entropy } from "./entropy.ts";
import { entropyMoments } from "./entropy-moments.ts";

// REFERENCE 2.1, to the digits given there.
test.each([
  [784, "7.743676", "0.02278"],
  [1024, "7.808757", "0.01725"],
  [3072, "7.939203", "0.00539"],
  [4096, "7.954589", "0.00402"],
  [16_384, "7.988743", "0.00100"],
  [65_536, "7.997191", "0.000249"],
  [262_144, "7.999298", "0.0000622"],
  [1_048_576, "7.9998246", "0.0000155"],
])("%d ideal bytes have mean entropy %s and sd %s", (n, mean, sd) => {
  const moments = entropyMoments(n, 256);
  expect(moments.mean.toFixed(mean.length - 2)).toBe(mean);
  expect(moments.sd.toFixed(sd.length - 2)).toBe(sd);
});

test("the exact variance runs into its limit without a step", () => {
  const exact = entropyMoments(2 ** 22, 256).sd;
  const limit = entropyMoments(2 ** 22 + 1, 256).sd;
  expect(limit / exact).toBeCloseTo(1, 4);
});

test("two symbols: the moments equal a sum over all outcomes", () => {
  // Four tosses: 0 bits (2 of 16), 0.811278 (8 of 16), 1 (6 of 16).
  const h = 0.25 * Math.log2(4) + 0.75 * Math.log2(4 / 3);
  const mean = (8 * h + 6) / 16;
  const sd = Math.sqrt((8 * h * h + 6) / 16 - mean * mean);
  expect(entropyMoments(4, 2).mean).toBeCloseTo(mean, 12);
  expect(entropyMoments(4, 2).sd).toBeCloseTo(sd, 12);
});

test("four equally frequent bytes have two bits", () => {
  const [result] = entropy({
    width: 4,
    height: 2,
    channels: 1,
    bits: 8,
    colour: "gray",
    data: Uint8Array.of(1, 2, 3, 4, 4, 3, 2, 1),
    metadata: {},
  });
  expect(result).toMatchObject({ id: "entropy", value: 2, n: 8 });
  expect(result).not.toHaveProperty("channel");
});

test("a colour image is read as a whole and by channel", () => {
  const results = entropy(next(idealImages(1, { width: 64, height: 64, channels: 3 })));
  expect(results.map(({ channel, n }) => [channel, n])).toEqual([
    [undefined, 12_288],
    [0, 4096],
    [1, 4096],
    [2, 4096],
  ]);
});

test("16-bit samples count as two bytes", () => {
  const [result] = entropy(next(idealImages(2, { width: 64, height: 64, bits: 16 })));
  expect(result?.n).toBe(8192);
  expect(Math.abs(result!.z)).toBeLessThan(4);
});

test("one value in fifty too many is seen, and so is a histogram that is too even", () => {
  const image = next(idealImages(3, { width: 256, height: 256 }));
  const skewed = image.data.map((byte, i) => (i % 50 === 0 ? 0 : byte));
  expect(entropy({ ...image, data: skewed })[0]!.p).toBeLessThan(1e-9);
  const even = image.data.map((_, i) => (i * 31) & 255);
  const [tooEven] = entropy({ ...image, data: even });
  expect(tooEven!.value).toBe(8);
  expect(tooEven!.z).toBeGreaterThan(10);
  expect(tooEven!.p).toBeLessThan(1e-9);
});
