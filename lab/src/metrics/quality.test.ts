import { expect, test } from "vitest";
import { idealImages, next } from "../ideal-images.ts";
import { globalSsim } from "./global-ssim.ts";
import { meanAbsoluteError } from "./mean-absolute-error.ts";
import { meanSquaredError } from "./mean-squared-error.ts";
import { psnr } from "./psnr.ts";
import { contrastConstant, luminanceConstant, ssim } from "./ssim.ts";

const gray = { channels: 1, bits: 8, colour: "gray", metadata: {} } as const;
const images = idealImages(27, { width: 256, height: 256 });
const [one, two] = [next(images), next(images)];
const wave = {
  ...one,
  data: one.data.map((_, i) => 160 + 50 * Math.sin((i & 255) / 20) + 40 * Math.cos((i >> 8) / 30)),
};

// REFERENCE 2.7
test("two uniform images are expected 10922.5, 85.332 and 7.7476 dB apart", () => {
  const even = {
    ...gray,
    width: 16,
    height: 16,
    data: Uint8Array.from({ length: 256 }, (_, i) => i),
  };
  const other = { ...even, data: even.data.toReversed() };
  expect(meanSquaredError(even, other)[0]!.expected).toBeCloseTo(10_922.5, 9);
  expect(meanAbsoluteError(even, other)[0]!.expected.toFixed(3)).toBe("85.332");
  expect(psnr(even, other)[0]!.expected.toFixed(4)).toBe("7.7476");
});

test("the expected squared error is 5461.25 + variance + (mean - 127.5)²", () => {
  const samples = wave.data;
  const mean = samples.reduce((sum, x) => sum + x, 0) / samples.length;
  const variance = samples.reduce((sum, x) => sum + (x - mean) ** 2, 0) / samples.length;
  const [result] = meanSquaredError(wave, one);
  expect(result!.expected).toBeCloseTo(5461.25 + variance + (mean - 127.5) ** 2, 6);
  expect(Math.abs(result!.z)).toBeLessThan(4);
});

test("moments equal a sum over all values of the cipher image", () => {
  const plain = { ...gray, width: 1, height: 1, data: Uint8Array.of(37) };
  const all = Array.from({ length: 256 }, (_, u) => Math.abs(37 - u));
  const mean = all.reduce((sum, d) => sum + d, 0) / 256;
  const square = all.reduce((sum, d) => sum + d ** 2, 0) / 256;
  const fourth = all.reduce((sum, d) => sum + d ** 4, 0) / 256;
  const [absolute] = meanAbsoluteError(plain, plain);
  expect(absolute!.expected).toBeCloseTo(mean, 9);
  expect(absolute!.sd).toBeCloseTo(Math.sqrt(square - mean * mean), 9);
  const [squared] = meanSquaredError(plain, plain);
  expect(squared!.expected).toBeCloseTo(square, 9);
  expect(squared!.sd).toBeCloseTo(Math.sqrt(fourth - square * square), 6);
});

test("identical images have no error, similarity 1 and an infinite ratio", () => {
  expect(meanSquaredError(wave, wave)[0]).toMatchObject({ value: 0, p: 0 });
  expect(meanAbsoluteError(wave, wave)[0]).toMatchObject({ value: 0, p: 0 });
  const [ratio] = psnr(wave, wave);
  expect(ratio).toMatchObject({ value: Infinity, p: 0 });
  expect(ratio!.z).toBeGreaterThan(100);
  expect(ssim(wave, wave)[0]!.value).toBeCloseTo(1, 12);
  expect(globalSsim(wave, wave)[0]!.value).toBeCloseTo(1, 12);
});

test("errors of a small image, worked by hand, as a whole and by channel", () => {
  const shape = { ...gray, channels: 2, colour: "gray-alpha", width: 2, height: 1 } as const;
  const a = { ...shape, data: Uint8Array.of(0, 10, 255, 10) };
  const b = { ...shape, data: Uint8Array.of(3, 10, 251, 10) };
  expect(meanSquaredError(a, b).map(({ value }) => value)).toEqual([25 / 4, 25 / 2, 0]);
  expect(meanAbsoluteError(a, b).map(({ value }) => value)).toEqual([7 / 4, 7 / 2, 0]);
  expect(psnr(a, b).map(({ value }) => value.toFixed(6))).toEqual([
    (10 * Math.log10(65_025 / 6.25)).toFixed(6),
    (10 * Math.log10(65_025 / 12.5)).toFixed(6),
    "Infinity",
  ]);
});

test("16-bit samples have the peak 65,535", () => {
  const shape = { ...gray, bits: 16, width: 1, height: 1 } as const;
  const [ratio] = psnr(
    { ...shape, data: Uint8Array.of(1, 0) },
    { ...shape, data: Uint8Array.of(0, 0) },
  );
  expect(ratio!.value).toBeCloseTo(20 * Math.log10(65_535 / 256), 9);
});

test("the constants of the similarity are 6.5025 and 58.5225 at 8 bits", () => {
  expect(luminanceConstant(8)).toBeCloseTo(6.5025, 12);
  expect(contrastConstant(8)).toBeCloseTo(58.5225, 12);
});

test("global similarity with an ideal cipher image is lum · C2 / (variances + C2)", () => {
  // REFERENCE 2.7: about 0.0075 · lum, which a plain image of variance 2283 gives; sd at most
  // lum / sqrt(n).
  const [low, high] = [128 - 48, 128 + 48];
  const plain = { ...one, data: one.data.map((_, i) => (i % 2 === 0 ? low : high)) };
  const [result] = globalSsim(plain, one);
  const luminance = (2 * 128 * 127.5 + 6.5025) / (128 ** 2 + 127.5 ** 2 + 6.5025);
  expect((result!.expected / luminance).toFixed(4)).toBe("0.0075");
  expect(result!.sd).toBeLessThan(luminance / 256);
  expect(Math.abs(result!.z)).toBeLessThan(4);
});

test("a tenth of the plain image in the cipher image is caught by every one of them", () => {
  const data = one.data.map((byte, i) => (i % 10 === 0 ? wave.data[i]! : byte));
  const leaking = { ...one, data };
  for (const metric of [meanSquaredError, meanAbsoluteError, psnr, globalSsim])
    expect(metric(wave, leaking)[0]!.p).toBeLessThan(1e-9);
});

test("the windowed similarity rises with the share of the plain image left", () => {
  const shares = [0, 0.25, 0.5, 0.9].map((share) => {
    const data = one.data.map((byte, i) => (two.data[i]! < 256 * share ? wave.data[i]! : byte));
    return ssim(wave, { ...one, data })[0]!.value;
  });
  expect(Math.abs(shares[0]!)).toBeLessThan(0.03);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares[3]).toBeGreaterThan(2 * shares[0]!);
});

test("an image smaller than a window has no windowed similarity", () => {
  const small = next(idealImages(1, { width: 10, height: 20 }));
  expect(ssim(small, small)).toEqual([]);
  expect(() => ssim(small, one)).toThrow(/two images of the same shape expected/);
});
