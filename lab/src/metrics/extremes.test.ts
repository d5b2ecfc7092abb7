import { expect, test } from "vitest";
import { idealImages, next } from "../ideal-images.ts";
import { avalanche } from "./avalanche.ts";
import { fewestChangedBits, mostChangedBits } from "./avalanche-extremes.ts";
import { differences, together, type Difference } from "./differences.ts";
import { isTest, type Test } from "./metric.ts";
import { npcr } from "./npcr.ts";
import { largestNpcr, smallestNpcr } from "./npcr-extremes.ts";
import { npcrScores, uaciScores } from "./pair-scores.ts";
import { uaci } from "./uaci.ts";
import { largestUaci, smallestUaci } from "./uaci-extremes.ts";

function scoreTests(pairs: readonly (readonly Difference[])[], bits: number): readonly Test[] {
  const seen = { oneSample: { pairs, bits } };
  return [npcrScores, uaciScores].flatMap((metric) => metric.measure(seen).filter(isTest));
}

test.each([8, 16] as const)("one pass agrees with npcr, uaci and avalanche at %d bits", (bits) => {
  const images = idealImages(4, { width: 31, height: 17, channels: 3, bits });
  const [a, other] = [next(images), next(images)];
  // A run of equal samples, so that there are some at 16 bits.
  const b = { ...other, data: other.data.map((byte, i) => (i < 120 ? a.data[i]! : byte)) };
  const channels = differences(a, b);
  for (const [i, each] of [together(channels), ...channels].entries()) {
    expect(smallestNpcr([each], bits).value).toBeCloseTo(npcr(a, b)[i]!.value, 12);
    expect(smallestUaci([each], bits).value).toBeCloseTo(uaci(a, b)[i]!.value, 12);
    expect(each.n).toBe(npcr(a, b)[i]!.n);
    const bitsChanged = avalanche(a, b)[i]!;
    for (const extreme of [fewestChangedBits([each], bits), mostChangedBits([each], bits)])
      expect(extreme).toMatchObject({ value: bitsChanged.value, n: bitsChanged.n });
  }
});

// REFERENCE 2.4: one-sided NPCR and two-sided UACI limits of one pair, 8 bits.
test.each([
  [32, 0.05, 0.992188, 0.320142, 0.349129],
  [256, 0.05, 0.995682, 0.332824, 0.336447],
  [256, 0.001, 0.995316, 0.331594, 0.337677],
  [512, 0.01, 0.99581, 0.333445, 0.335826],
])("limits of a pair of size %d at level %d", (size, level, npcrLow, uaciLow, uaciHigh) => {
  const pair = [{ n: size * size, equal: 0, distance: 0, changedBits: 0 }];
  expect(smallestNpcr(pair, 8).limits(level).low).toBeCloseTo(npcrLow, 5);
  expect(smallestUaci(pair, 8).limits(level / 2).low).toBeCloseTo(uaciLow, 6);
  // The published one is normal; large distances are a little more frequent than that.
  const high = largestUaci(pair, 8).limits(level / 2).high!;
  expect(high).toBeGreaterThan(uaciHigh - 1e-6);
  expect((high - 0.334635) / (uaciHigh - 0.334635)).toBeLessThan(1.02);
});

test("an extreme is judged at a level divided by the number of pairs", () => {
  const pair: Difference = {
    n: 65_536,
    equal: 290,
    distance: 65_536 * 85,
    changedBits: 4 * 65_536 - 2000,
  };
  for (const extreme of [smallestNpcr, smallestUaci, fewestChangedBits]) {
    const one = extreme([pair], 8);
    const pairs = Array.from({ length: 40 }, () => pair);
    const same = extreme(pairs, 8);
    expect(same.value).toBe(one.value);
    expect(same.p).toBeCloseTo(Math.min(1, 40 * one.p), 12);
    expect(same.limits(0.04)).toEqual(one.limits(0.001));
    expect(same.expected).toBeLessThan(one.expected!);
  }
  expect(largestNpcr([pair, { ...pair, equal: 200 }], 8).value).toBe(1 - 200 / 65_536);
});

test("scores that are all alike are refused though each is inconspicuous", () => {
  const n = 65_536;
  const pair: Difference = {
    n,
    equal: 256,
    distance: Math.round(n * 255 * 0.334635417),
    changedBits: 4 * n,
  };
  const tests = scoreTests(
    Array.from({ length: 30 }, () => [pair]),
    8,
  );
  expect(tests.map(({ id }) => id)).toEqual(["npcr-scores", "uaci-scores"]);
  for (const { p, value, limits } of tests) {
    expect(p).toBeLessThan(1e-6);
    expect(value).toBeGreaterThan(limits(1e-6).high!);
  }
});

test("counts of equal samples are compared as the whole numbers that they are", () => {
  // 4,000 pairs of ideal images of 64 x 64 samples: 4,096 trials with 256 outcomes. Taken for
  // continuous, their scores lie 0.05 from the normal distribution, which 1,000 pairs show already.
  const images = idealImages(11, { width: 64, height: 64 });
  const pairs = Array.from({ length: 4000 }, () => differences(next(images), next(images)));
  const [scores] = scoreTests(pairs, 8);
  expect(scores).toMatchObject({ id: "npcr-scores", n: 4000 });
  expect(scores!.value).toBeLessThan(0.025);
  expect(scores!.p).toBeGreaterThan(0.01);
});

test("extremes of any number of pairs are found", () => {
  const pair: Difference = { n: 4096, equal: 16, distance: 4096 * 85, changedBits: 16_384 };
  const pairs = Array.from({ length: 300_000 }, () => pair);
  for (const extreme of [smallestNpcr, largestNpcr])
    expect(extreme(pairs, 8).value).toBe(255 / 256);
  for (const extreme of [smallestUaci, largestUaci]) expect(extreme(pairs, 8).value).toBe(1 / 3);
  for (const extreme of [fewestChangedBits, mostChangedBits])
    expect(extreme(pairs, 8).value).toBe(0.5);
});

test("scores of images too small for them are left out", () => {
  const pair: Difference = { n: 1024, equal: 4, distance: 87_380, changedBits: 4096 };
  expect(scoreTests([[pair]], 8).map(({ id }) => id)).toEqual(["uaci-scores"]);
  expect(scoreTests([[{ ...pair, n: 1023 }]], 8)).toEqual([]);
});

test("a limit of the share of changed bits lies where its p-value passes the level", () => {
  const n = 8 * 4096;
  const pairs = (changedBits: number): readonly Difference[] =>
    Array.from({ length: 10 }, (_, i) => ({
      n: 4096,
      equal: 16,
      distance: 4096 * 85,
      changedBits: i === 3 ? changedBits : n / 2,
    }));
  for (const [extreme, side, step] of [
    [fewestChangedBits, "low", -1],
    [mostChangedBits, "high", 1],
  ] as const) {
    const limit = Math.round(extreme(pairs(n / 2), 8).limits(0.001)[side]! * n);
    expect(extreme(pairs(limit), 8).p).toBeGreaterThanOrEqual(0.001);
    expect(extreme(pairs(limit + step), 8).p).toBeLessThan(0.001);
  }
});
