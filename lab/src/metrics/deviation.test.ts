import { expect, test } from "vitest";
import { idealImages, next } from "../ideal-images.ts";
import { countMoments } from "./count-moments.ts";
import { irregularDeviation } from "./irregular-deviation.ts";
import { maximumDeviation } from "./maximum-deviation.ts";
import { uniformDeviation } from "./uniform-deviation.ts";

const gray = { channels: 1, bits: 8, colour: "gray", metadata: {} } as const;

// sqrt(2 / π) of the spread of a count, sqrt(n / 256 · 255 / 256), for 256 counts, over n.
test.each([64, 256, 512, 1024])(
  "uniform deviation of an ideal %d² image is 12.741 / side",
  (side) => {
    const [result] = uniformDeviation(next(idealImages(1, { width: side, height: side })));
    const limit = Math.sqrt((255 * 2) / Math.PI);
    expect(limit.toFixed(3)).toBe("12.741");
    // What the next term leaves falls with n.
    expect(Math.abs((result!.expected * side) / limit - 1)).toBeLessThan(40 / side ** 2);
    expect(Math.abs(result!.value - result!.expected)).toBeLessThan(3.3 * result!.sd);
  },
);

test("the 0.0467 of a simulated 256² image lies within two standard deviations", () => {
  const [result] = uniformDeviation(next(idealImages(1, { width: 256, height: 256 })));
  expect(Math.abs(0.0467 - result!.expected)).toBeLessThan(2 * result!.sd);
});

test("deviations of a 4×2 image of two bits, worked by hand", () => {
  const shape = { ...gray, bits: 2, width: 4, height: 2 } as const;
  const plain = { ...shape, data: Uint8Array.of(0, 0, 0, 0, 1, 1, 2, 3) };
  const cipher = { ...shape, data: Uint8Array.of(3, 3, 1, 0, 2, 3, 0, 3) };
  // histograms 4 2 1 1 and 2 1 1 4: differences 2 1 0 3
  expect(maximumDeviation(plain, cipher)[0]!.value).toBe(2 / 2 + 1 + 0 + 3 / 2);
  // |plain - cipher| = 3 3 1 0 1 2 2 0: counts 2 2 2 2
  expect(irregularDeviation(plain, cipher)[0]!.value).toBe(0);
  // counts 2 1 1 4 against 2 each
  expect(uniformDeviation(cipher)[0]!.value).toBe((0 + 1 + 1 + 2) / 8);
});

test("moments of a linear and of a squared sum of counts are exact", () => {
  // Σ counts is n; Σ (count - even)² / even is the chi-squared statistic.
  const sum = countMoments(4096, [{ times: 256, of: (count) => count }]);
  expect(sum.mean).toBeCloseTo(4096, 6);
  expect(sum.sd).toBeLessThan(1e-3);
  const square = (count: number): number => (count - 256) ** 2 / 256;
  const squares = countMoments(65_536, [{ times: 256, of: square }]);
  expect(squares.mean).toBeCloseTo(255, 6);
  expect(squares.sd / Math.sqrt(510 * (1 - 1 / 65_536))).toBeCloseTo(1, 9);
});

test("bytes of 16-bit samples are compared one by one", () => {
  const shape = { ...gray, bits: 16, width: 2, height: 1 } as const;
  const plain = { ...shape, data: Uint8Array.of(1, 200, 7, 7) };
  const cipher = { ...shape, data: Uint8Array.of(3, 198, 5, 9) };
  const even = 4 / 256;
  expect(irregularDeviation(plain, cipher)[0]!.value).toBeCloseTo(4 - even + 255 * even, 12);
  expect(maximumDeviation(plain, cipher)[0]).toMatchObject({ value: 8, n: 4 });
});

const image = next(idealImages(3, { width: 256, height: 256 }));
const wave = {
  ...image,
  data: image.data.map(
    (_, i) => 128 + 50 * Math.sin((i & 255) / 20) + 40 * Math.cos((i >> 8) / 30),
  ),
};

test("a permutation of the pixels has maximum deviation 0 and an uneven histogram", () => {
  const turned = { ...wave, data: wave.data.toReversed() };
  const [area] = maximumDeviation(wave, turned);
  expect(area).toMatchObject({ value: 0 });
  expect(area!.p).toBeLessThan(1e-100);
  expect(irregularDeviation(wave, turned)[0]!.p).toBeLessThan(1e-10);
  expect(uniformDeviation(turned)[0]!.p).toBeLessThan(1e-100);
});

test("one value in thirty too many is caught by the uniform and the maximum deviation", () => {
  const data = image.data.map((byte, i) => (i % 30 === 0 ? 200 : byte));
  expect(uniformDeviation({ ...image, data })[0]!.p).toBeLessThan(1e-6);
  expect(maximumDeviation(wave, { ...image, data })[0]!.p).toBeLessThan(1e-6);
});

test("one pixel in ten left as it was is caught by the irregular deviation", () => {
  const data = image.data.map((byte, i) => (i % 10 === 0 ? wave.data[i]! : byte));
  expect(irregularDeviation(wave, { ...image, data })[0]!.p).toBeLessThan(1e-6);
  expect(irregularDeviation(wave, image)[0]!.p).toBeGreaterThan(1e-3);
});
