import { describe, expect, test } from "vitest";
import { Random } from "../index.ts";

describe("the generator", () => {
  test("is xoshiro128**: what another implementation of the published algorithm gives from the state 1, 2, 3, 4", () => {
    const random = Random.fromState([1, 2, 3, 4]);
    expect(Array.from({ length: 10 }, () => random.word())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
      4258142804,
    ]);
  });

  test("goes on from a stored state", () => {
    const random = Random.fromText("seed");
    for (let i = 0; i < 7; i++) random.word();
    const again = Random.fromState(random.state);
    for (let i = 0; i < 7; i++) expect(again.word()).toBe(random.word());
  });

  test("is another one for another text, also where texts are nearly the same", () => {
    const first = ["", "a", "b", "aa", "seed/x", "seed/y"].map((text) =>
      Random.fromText(text).word(),
    );
    expect(new Set(first).size).toBe(6);
  });

  test("draws whole numbers below a bound, each as often", () => {
    const random = Random.fromText("uniform");
    const counts = Array.from({ length: 7 }, () => 0);
    for (let i = 0; i < 70_000; i++) counts[random.below(7)]!++;
    // Five standard deviations of a binomial count with mean 10,000.
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(5 * 93);
  });
});
