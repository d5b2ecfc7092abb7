import type { Image } from "neuroveil/image";
import { describe, expect, test } from "vitest";
import { idealImages, next } from "../ideal-images.ts";
import { binomialTails } from "../statistics/binomial.ts";
import { twoSided } from "../statistics/tails.ts";
import { avalanche } from "./avalanche.ts";
import { strictAvalanche } from "./strict-avalanche.ts";

const gray = { channels: 1, bits: 8, colour: "gray", metadata: {} } as const;

function pairsOf(images: Generator<Image, never>, count: number): [Image, Image][] {
  return Array.from({ length: count }, () => [next(images), next(images)]);
}

// REFERENCE 2.10: mean 0.5, sd 0.5 / sqrt(8 samples).
test("an ideal 256² image is expected at one half, give or take 0.5 / sqrt(8 · 65,536)", () => {
  const images = idealImages(1, { width: 256, height: 256 });
  const [result] = avalanche(next(images), next(images));
  expect(result).toMatchObject({ expected: 0.5, n: 524_288 });
  expect(result!.sd).toBeCloseTo(0.5 / Math.sqrt(8 * 65_536), 15);
});

test("counts differing bits, as a whole and by channel", () => {
  const shape = { ...gray, channels: 2, colour: "gray-alpha", width: 2, height: 1 } as const;
  const a = { ...shape, data: Uint8Array.of(0, 1, 0b1010_1010, 255) };
  const b = { ...shape, data: Uint8Array.of(255, 0, 0b1010_1011, 255) };
  expect(avalanche(a, b).map(({ value, n }) => [value, n])).toEqual([
    [10 / 32, 32],
    [9 / 16, 16],
    [1 / 16, 16],
  ]);
});

test("all bits of 16-bit samples count", () => {
  const shape = { ...gray, bits: 16, width: 65_536, height: 1 } as const;
  const data = new Uint8Array(Uint16Array.from({ length: 65_536 }, (_, i) => i).buffer);
  const [result] = avalanche({ ...shape, data }, { ...shape, data: new Uint8Array(131_072) });
  expect(result).toMatchObject({ value: 0.5, n: 16 * 65_536 });
});

describe("2,000 pairs of ideal images", () => {
  const trials = 2000;
  const images = idealImages(210, { width: 64, height: 64 });
  const results = pairsOf(images, trials).map(([a, b]) => avalanche(a, b)[0]!);

  test.each([0.05, 0.01, 0.001])("are refused at level %d", (alpha) => {
    const rejected = results.filter(({ p }) => p < alpha).length;
    expect(twoSided(binomialTails(rejected, trials, alpha)), `${rejected}`).toBeGreaterThan(1e-4);
  });
});

describe("1,000 ideal ciphers of 20 trials each", () => {
  const ciphers = 1000;
  const images = idealImages(211, { width: 16, height: 16 });
  const results = Array.from({ length: ciphers }, () => strictAvalanche(pairsOf(images, 20)));

  test.each([0.05, 0.01, 0.001])("are refused at level %d", (alpha) => {
    const rejected = results.filter(({ p }) => p < alpha).length;
    expect(twoSided(binomialTails(rejected, ciphers, alpha)), `${rejected}`).toBeGreaterThan(1e-4);
  });

  test("have the mean and the spread that they state", () => {
    const mean = results.reduce((sum, { z }) => sum + z, 0) / ciphers;
    const variance = results.reduce((sum, { z }) => sum + (z - mean) ** 2, 0) / ciphers;
    expect(results[0]).toMatchObject({ expected: 2048, n: 2048, trials: 20 });
    expect(Math.abs(mean)).toBeLessThan(4.5 / Math.sqrt(ciphers));
    expect(Math.abs(Math.sqrt(variance) - 1)).toBeLessThan(4.5 / Math.sqrt(2 * ciphers));
  });

  test("have a bit refused at most once in a thousand", () => {
    const refused = results.filter(({ rejectedBits }) => rejectedBits > 0);
    expect(refused.every(({ worstBit }) => worstBit < 0.001)).toBe(true);
    expect(binomialTails(refused.length, ciphers, 0.001).upper).toBeGreaterThan(1e-3);
  });
});

test("one block of sixteen bytes, all that AES-ECB changes, fails", () => {
  const images = idealImages(3, { width: 64, height: 64 });
  const [a, b] = [next(images), next(images)];
  const [result] = avalanche(a, { ...a, data: a.data.map((x, i) => (i < 16 ? b.data[i]! : x)) });
  expect(result!.value).toBeLessThan(16 / 4096);
  expect(result!.p).toBeLessThan(1e-100);
});

test("a single bit that never changes is found among 2,048", () => {
  const images = idealImages(4, { width: 16, height: 16 });
  const trials = pairsOf(images, 40);
  const ideal = strictAvalanche(trials);
  expect(ideal.rejectedBits).toBe(0);
  const stuck = trials.map(([a, b]): [Image, Image] => {
    const bit = (a.data[77]! ^ b.data[77]!) & 8;
    return [a, { ...b, data: b.data.with(77, b.data[77]! ^ bit) }];
  });
  const result = strictAvalanche(stuck);
  expect(result.rejectedBits).toBe(1);
  expect(result.worstBit).toBeCloseTo(2048 * 2 ** -39, 15);
  // The sum alone is not moved enough.
  expect(result.p).toBeGreaterThan(1e-3);
});

test("bits that change in five trials of eight fail as a whole", () => {
  const images = idealImages(5, { width: 16, height: 16 });
  const trials = pairsOf(images, 20).map(([a, b], i): [Image, Image] => [
    a,
    i % 4 === 0 ? { ...a, data: a.data.map((byte) => byte ^ 255) } : b,
  ]);
  expect(strictAvalanche(trials).p).toBeLessThan(1e-20);
});

test("a single trial and trials of different shapes are refused", () => {
  const [small] = pairsOf(idealImages(1, { width: 4, height: 2 }), 1);
  const [tall] = pairsOf(idealImages(1, { width: 2, height: 4 }), 1);
  expect(() => strictAvalanche([small!])).toThrow(
    '"trials" expected at least 2 pairs of images, got 1',
  );
  expect(() => strictAvalanche([small!, tall!])).toThrow(/two images of the same shape expected/);
});
