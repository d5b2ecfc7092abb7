import { describe, expect, test } from "vitest";
import { idealImages, next } from "../ideal-images.ts";
import { binomialTails } from "../statistics/binomial.ts";
import { normalCdf, normalQuantile } from "../statistics/normal.ts";
import { twoSided } from "../statistics/tails.ts";
import { blockGrid } from "./block-grid.ts";
import { entropyMoments } from "./entropy-moments.ts";
import { localEntropy, localEntropyIntervals } from "./local-entropy.ts";

// REFERENCE 2.2, to the digits given there.
test("blocks of 1,936 ideal bytes have the known mean and spread", () => {
  const { mean, sd } = entropyMoments(1936, 256);
  expect(mean.toFixed(9)).toBe("7.902469317");
  expect(sd.toFixed(7)).toBe("0.0086942");
  expect((sd / Math.sqrt(30)).toFixed(7)).toBe("0.0015873");
});

test("30 blocks have the known intervals, corrected and circulating", () => {
  const [five, one, tenth] = localEntropyIntervals(entropyMoments(1936, 256), 30);
  const digits = (limits: readonly number[] | undefined, places: number): string =>
    limits!.map((limit) => limit.toFixed(places)).join(" ");
  expect(digits(five?.corrected, 6)).toBe("7.899358 7.905580");
  expect(digits(one?.corrected, 6)).toBe("7.898381 7.906558");
  expect(digits(tenth?.corrected, 6)).toBe("7.897246 7.907693");
  const circulating = [
    [7.901901305, 7.903037329],
    [7.901722822, 7.903215812],
    [7.901515698, 7.903422936],
  ];
  for (const [i, interval] of [five, one, tenth].entries())
    for (const side of [0, 1] as const)
      expect(interval!.circulating[side]).toBeCloseTo(circulating[i]![side]!, 8);
});

describe("3,000 ideal 256² images", () => {
  const trials = 3000;
  const images = idealImages(22, { width: 256, height: 256 });
  const results = Array.from({ length: trials }, () => localEntropy(next(images))[0]!);

  test.each([
    [0, 0.05, 0.95, 0.28],
    [1, 0.01, 0.99, 0.37],
    [2, 0.001, 0.999, 0.45],
  ])(
    "pass interval %d (alpha %d) at its rate, the circulating one rarely",
    (i, alpha, rate, low) => {
      const inside = (kind: "corrected" | "circulating"): number =>
        results.filter(({ value, intervals }) => {
          const [from, to] = intervals[i]![kind];
          return value >= from && value <= to;
        }).length;
      const right = inside("corrected");
      expect(twoSided(binomialTails(right, trials, rate)), `${right}`).toBeGreaterThan(1e-4);
      expect(results.filter(({ p }) => p >= alpha)).toHaveLength(right);
      const wrong = inside("circulating");
      const theory = 2 * normalCdf(normalQuantile(1 - alpha / 2) / Math.sqrt(30)) - 1;
      expect(twoSided(binomialTails(wrong, trials, theory)), `${wrong}`).toBeGreaterThan(1e-4);
      expect(Math.abs(wrong / trials - low)).toBeLessThan(0.03);
    },
  );
});

test.each([
  [512, 512, 44, 44, 121],
  [256, 256, 121, 16, 32],
  [128, 128, 121, 16, 8],
  [44, 44, 44, 44, 1],
])("a %d×%d plane is cut into %d×%d blocks, %d of them", (width, height, across, down, count) => {
  const grid = blockGrid({ width, height }, 1936, 30)!;
  expect([grid.blockWidth, grid.blockHeight, grid.columns * grid.rows]).toEqual([
    across,
    down,
    count,
  ]);
});

test("as many blocks as fit are averaged and stated", () => {
  const [result] = localEntropy(next(idealImages(1, { width: 220, height: 44 })));
  expect(result).toMatchObject({ blocks: 5, n: 5 * 1936, blockWidth: 44, blockHeight: 44 });
  expect(result!.sd).toBeCloseTo(entropyMoments(1936, 256).sd / Math.sqrt(5), 12);
  expect(localEntropy(next(idealImages(1, { width: 28, height: 28 })))).toEqual([]);
});

test("blocks do not overlap: a plane of exactly 30 is read whole, whatever the seed", () => {
  const image = next(idealImages(1, { width: 264, height: 220 }));
  const one = localEntropy(image, 1)[0]!.value;
  expect(localEntropy(image, 2)[0]!.value).toBeCloseTo(one, 12);
  const larger = next(idealImages(1, { width: 512, height: 512 }));
  expect(localEntropy(larger, 1)[0]!.value).not.toBeCloseTo(localEntropy(larger, 2)[0]!.value, 8);
});

test("colour is read as a whole and by channel, 16-bit samples as two bytes", () => {
  const colour = localEntropy(next(idealImages(1, { width: 256, height: 256, channels: 3 })));
  expect(colour.map(({ channel, blocks }) => [channel, blocks])).toEqual([
    [undefined, 30],
    [0, 30],
    [1, 30],
    [2, 30],
  ]);
  const [wide] = localEntropy(next(idealImages(1, { width: 256, height: 256, bits: 16 })));
  expect(wide!.n).toBe(30 * 3872);
  expect(Math.abs(wide!.z)).toBeLessThan(4);
});

test("an image with an even histogram as a whole but flat blocks is caught", () => {
  const image = next(idealImages(1, { width: 256, height: 256 }));
  // Every row counts the same 16 values up: globally 8 bits, 4 bits a row.
  const data = image.data.map((_, i) => (i >> 12) * 16 + (i & 15));
  const [result] = localEntropy({ ...image, data });
  expect(result!.value).toBeLessThan(6);
  expect(result!.p).toBeLessThan(1e-100);
});

test("one value in thirty too many is caught", () => {
  const image = next(idealImages(5, { width: 512, height: 512 }));
  const data = image.data.map((byte, i) => (i % 30 === 0 ? 0 : byte));
  expect(localEntropy({ ...image, data })[0]!.p).toBeLessThan(1e-9);
});
