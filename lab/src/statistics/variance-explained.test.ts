import { expect, test } from "vitest";
import { seededRandom } from "../random/random.ts";
import { varianceExplained } from "./variance-explained.ts";

// Written by SciPy 1.17.1: f_oneway, and the roots of ncf.sf in the noncentrality.
test("known answers: an effect, and none", () => {
  const groups = [
    [6, 8, 4, 5, 3, 4],
    [8, 12, 9, 11, 6, 8],
    [13, 9, 11, 8, 7, 12],
  ];
  const found = varianceExplained(groups);
  expect(found).toMatchObject({ between: 2, within: 15, n: 18 });
  expect(found.f).toBeCloseTo(9.264705882352942, 10);
  expect(found.p).toBeCloseTo(0.0023987773293929083, 10);
  expect(found.value).toBeCloseTo(0.5526315789473685, 10);
  expect(found.low).toBeCloseTo(0.11797893882051419, 6);
  expect(found.high).toBeCloseTo(0.7112726102317238, 6);
  const narrower = varianceExplained(groups, 0.9);
  expect(narrower.low).toBeCloseTo(0.17719072504407457, 6);
  expect(narrower.high).toBeCloseTo(0.6841980724636678, 6);

  const none = varianceExplained([
    [5, 6, 7, 5],
    [6, 5, 7, 6, 6],
    [7, 5, 6, 6],
  ]);
  expect(none.p).toBeCloseTo(0.881095693359375, 10);
  expect(none.value).toBeCloseTo(0.025, 10);
  expect(none.low).toBe(0);
  expect(none.high).toBeCloseTo(0.20555858261821008, 6);
});

test("the interval holds the share behind the values as often as it says", () => {
  const random = seededRandom(3);
  const [groups, size] = [4, 12];
  // Means 0, 0.4, 0.8, 1.2 at unit variance: λ = 12 · 0.8, and λ / (λ + 48) is the share.
  const share = (12 * 0.8) / (12 * 0.8 + groups * size);
  let held = 0;
  for (let i = 0; i < 300; i++) {
    const { low, high } = varianceExplained(
      Array.from({ length: groups }, (_, group) =>
        Array.from({ length: size }, () => 0.4 * group + random.normal()),
      ),
      0.9,
    );
    if (low <= share && share <= high) held++;
  }
  // 270 are expected, with a standard deviation of 5.2.
  expect(held).toBeGreaterThan(250);
  expect(held).toBeLessThan(290);
});

test("what varies nowhere has no effect, what varies only between groups has all", () => {
  const same = varianceExplained([
    [0.1, 0.1],
    [0.1, 0.1, 0.1],
  ]);
  expect(same).toMatchObject({ value: 0, low: 0, high: 0, p: 1 });
  const all = varianceExplained([
    [1, 1],
    [2, 2],
  ]);
  expect(all).toMatchObject({ value: 1, low: 1, high: 1, p: 0 });
  expect(() => varianceExplained([[1], [2]])).toThrow(/got 2 of 1, 1/);
  expect(() => varianceExplained([[1, Infinity], [2]])).toThrow(/finite numbers/);
});

test("strong effects: the approximation agrees with SciPy's roots to four digits", () => {
  // Apart so far that F is the one that SciPy was asked about.
  const distance = 20.2449993826;
  const found = varianceExplained(
    [0, 1, 2, 3].map((i) => {
      const spread = Array.from({ length: 21 }, (_, k) => k - 10);
      return spread.map((value) => value + i * distance);
    }),
    0.998,
  );
  expect(found).toMatchObject({ between: 3, within: 80, n: 84 });
  expect(found.f).toBeCloseTo(372.6, 1);
  expect(found.low).toBeCloseTo(0.880223914721459, 3);
  expect(found.high).toBeCloseTo(0.9551071941643354, 3);
});

test("a strong effect over many values does not underflow", () => {
  const groups = [0, 50, 100].map((mean) =>
    Array.from({ length: 60 }, (_, i) => mean + Math.sin(i)),
  );
  const { value, low, high } = varianceExplained(groups, 0.999);
  expect(low).toBeLessThan(value);
  expect(low).toBeGreaterThan(0.99);
  expect(high).toBeGreaterThan(value - 1e-3);
});
