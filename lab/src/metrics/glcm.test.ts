import { describe, expect, test } from "vitest";
import { idealImages, next } from "../ideal-images.ts";
import { binomialTails } from "../statistics/binomial.ts";
import { twoSided } from "../statistics/tails.ts";
import { glcm } from "./glcm.ts";

const gray = { channels: 1, bits: 8, colour: "gray", metadata: {} } as const;

/** Expectations by feature, in the order of the results. */
function expectations(levels: number): readonly number[] {
  return glcm(next(idealImages(1, { width: 256, height: 256 })), { levels }).map(
    ({ expected }) => expected,
  );
}

// REFERENCE 2.8
test("an ideal image of 8 levels has the known features", () => {
  const [contrast, energy, homogeneity, moment, correlation] = expectations(8);
  expect(contrast).toBeCloseTo(10.5, 12);
  expect(energy).toBeCloseTo(1 / 64, 4);
  expect(homogeneity!.toFixed(6)).toBe("0.389397");
  expect(moment!.toFixed(6)).toBe("0.300773");
  expect(correlation).toBeCloseTo(0, 4);
});

test("an ideal image of 256 levels has the known features", () => {
  const [contrast, energy, homogeneity, moment, correlation] = expectations(256);
  expect(contrast).toBeCloseTo(10_922.5, 9);
  // 1 / levels², and a sampling bias of about 1 / (2 n).
  const n = 255 * 256;
  expect((1 / 256 ** 2).toExponential(3)).toBe("1.526e-5");
  expect((energy! - 1 / 256 ** 2) * 2 * n).toBeCloseTo(1, 1);
  expect(homogeneity!.toFixed(6)).toBe("0.036315");
  expect(moment!.toFixed(6)).toBe("0.012121");
  expect(correlation).toBeCloseTo(0, 4);
});

test("a 3×2 image of two levels, worked by hand", () => {
  const data = Uint8Array.of(0, 0, 1, 1, 1, 1);
  const results = glcm({ ...gray, bits: 1, width: 3, height: 2, data });
  // Four pairs, in both orders: 00 00, 01 10, 11 11, 11 11.
  const [p00, p01, p11] = [2 / 8, 1 / 8, 4 / 8];
  expect(results.map(({ id, value }) => [id, value])).toEqual([
    ["glcm-contrast", 2 * p01],
    ["glcm-energy", p00 ** 2 + 2 * p01 ** 2 + p11 ** 2],
    ["glcm-homogeneity", p00 + p11 + p01],
    ["glcm-inverse-difference-moment", p00 + p11 + p01],
    ["glcm-correlation", expect.closeTo((p11 - (5 / 8) ** 2) / (5 / 8 - (5 / 8) ** 2), 12)],
  ]);
  expect(results[0]).toMatchObject({ levels: 2, n: 4 });
});

const cases = [
  { right: 1, down: 0, levels: 8, bits: 8 },
  { right: 1, down: 0, levels: 16, bits: 16 },
  { right: 1, down: 0, levels: 256, bits: 8 },
  { right: 1, down: 1, levels: 8, bits: 8 },
  { right: 1, down: 1, levels: 16, bits: 16 },
  { right: 1, down: 1, levels: 256, bits: 8 },
] as const;

describe.each(cases)(
  "1,000 ideal $bits-bit images at $levels levels, $right right, $down down",
  ({ levels, bits, right, down }) => {
    const trials = 1000;
    const images = idealImages(28, { width: 48, height: 48, bits });
    const runs = Array.from({ length: trials }, () => glcm(next(images), { levels, right, down }));

    test.each(runs[0]!.map(({ id }, column) => [id, column] as const))(
      "are refused by %s at its levels, with the spread that it states",
      (_, column) => {
        const results = runs.map((run) => run[column]!);
        for (const alpha of [0.05, 0.01, 0.001]) {
          const rejected = results.filter(({ p }) => p < alpha).length;
          // 30 tests at three levels: one in 10^5 each leaves one chance in a thousand.
          const chance = twoSided(binomialTails(rejected, trials, alpha));
          expect(chance, `${rejected} at ${alpha}`).toBeGreaterThan(1e-5);
        }
        const scores = results.map(({ value, expected, sd }) => (value - expected) / sd);
        const mean = scores.reduce((sum, z) => sum + z, 0) / trials;
        const variance = scores.reduce((sum, z) => sum + (z - mean) ** 2, 0) / trials;
        expect(Math.abs(mean)).toBeLessThan(4.5 / Math.sqrt(trials));
        expect(Math.abs(Math.sqrt(variance) - 1)).toBeLessThan(4.5 / Math.sqrt(2 * trials));
      },
    );
  },
);

test("a pixel in twenty that repeats its left neighbour is caught by every feature", () => {
  const image = next(idealImages(5, { width: 512, height: 512 }));
  const data = image.data.map((byte, i) => (i % 20 === 1 ? image.data[i - 1]! : byte));
  for (const { id, p } of glcm({ ...image, data })) expect(p, id).toBeLessThan(1e-9);
  for (const { id, p } of glcm(image)) expect(p, id).toBeGreaterThan(1e-3);
});

test("channels are read one by one", () => {
  const results = glcm(next(idealImages(1, { width: 16, height: 16, channels: 3 })));
  expect(new Set(results.map(({ channel }) => channel))).toEqual(new Set([0, 1, 2]));
});

test("a plane without contrast has no correlation; a column has no right neighbours", () => {
  const flat = { ...gray, width: 8, height: 8, data: new Uint8Array(64).fill(9) };
  const [contrast, energy, , , correlation] = glcm(flat);
  expect(contrast).toMatchObject({ value: 0 });
  expect(energy).toMatchObject({ value: 1, p: 0 });
  expect(correlation).toMatchObject({ value: Number.NaN, z: Infinity });
  // 56 pairs of ideal pixels of 8 levels are all alike so often.
  expect(correlation!.p).toBe(8 ** -55);
  expect(glcm({ ...flat, width: 1, height: 64 })).toEqual([]);
});

test.each([
  [{ levels: 7 }, '"levels" expected a power of two from 2 to 256, got 7'],
  [{ levels: 512 }, '"levels" expected a power of two from 2 to 256, got 512'],
  [{ right: 0 }, '"right" and "down" expected whole numbers from 0, not both 0, got 0 and 0'],
  [{ right: -1 }, '"right" and "down" expected whole numbers from 0, not both 0, got -1 and 0'],
])("%j is refused", (options, message) => {
  const image = next(idealImages(1, { width: 4, height: 4 }));
  expect(() => glcm(image, options)).toThrow(message);
});

test("two brighter pixels of many million levels in common are correlated as they are", () => {
  const side = 3000;
  const image = { ...next(idealImages(1, { width: side, height: side })), bits: 8 } as const;
  const data = new Uint8Array(side * side);
  data[4_000_000] = data[4_000_001] = 255;
  const found = glcm({ ...image, data }).find(({ id }) => id === "glcm-correlation")!;
  // Of the pairs one has both and two have one; in both orders: 4 of 2 n pixels, 2 of 2 n pairs.
  const share = 2 / found.n;
  const joint = 1 / found.n;
  expect(found.value / ((joint - share ** 2) / (share - share ** 2))).toBeCloseTo(1, 9);
});
