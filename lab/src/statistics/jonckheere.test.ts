import { expect, test } from "vitest";
import { jonckheere } from "./jonckheere.ts";

test("the example of Hollander and Wolfe: what workers make, by how much they are told", () => {
  const groups = [
    [40, 35, 38, 43, 44, 41],
    [38, 40, 47, 44, 40, 42],
    [48, 40, 45, 43, 46, 44],
  ];
  const { statistic, z, pRising, n } = jonckheere(groups);
  expect([statistic, n]).toEqual([79, 18]);
  // Of 20,000 random orders a share of 0.0199 reached 79; the normal distribution is near that.
  expect(pRising).toBeGreaterThan(0.018);
  expect(pRising).toBeLessThan(0.024);
  expect(jonckheere(groups.toReversed()).z).toBeCloseTo(-z, 12);
});

test("mean and variance are those of all 4200 orders, with ties", () => {
  const found = jonckheere([
    [1, 2, 2],
    [2, 3, 5],
    [4, 5, 6, 6],
  ]);
  // By counting, in Python: mean 16.5, variance 26.175; of these orders 0.0021 reach 30.5.
  expect(found.statistic).toBe(30.5);
  expect(found.z).toBeCloseTo(2.7364321893717025, 12);
  expect(found.pRising).toBeCloseTo(0.0031054697125266796, 12);
  expect(found.rising).toBeCloseTo(30.5 / 33, 12);
  expect(found.steps[0]).toBeCloseTo(8 / 9, 12);
});

test("a trend is found, its reverse is told from it, and none is not found", () => {
  const rising = [
    [1, 2, 3, 4],
    [4, 5, 6, 7],
    [7, 8, 9, 10],
  ];
  expect(jonckheere(rising).pRising).toBeLessThan(0.001);
  expect(jonckheere(rising.toReversed()).pFalling).toBeLessThan(0.001);
  const none = jonckheere([
    [1, 6, 7, 12],
    [2, 5, 8, 11],
    [3, 4, 9, 10],
  ]);
  expect(none.pRising).toBeGreaterThan(0.1);
  expect(none.pFalling).toBeGreaterThan(0.1);
  expect(jonckheere([[1, 1], [1]])).toMatchObject({ z: 0, rising: 0.5, pRising: 0.5 });
});

test("an empty group is refused", () => {
  expect(() => jonckheere([[1], []])).toThrow(/got 2 of 1, 0/);
  expect(() => jonckheere([[1], [Number.NaN]])).toThrow(/two groups or more/);
});
