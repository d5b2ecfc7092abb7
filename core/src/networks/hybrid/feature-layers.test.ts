import { expect, it } from "vitest";
import { activate } from "../activate.ts";
import { deepen, type FeatureLayers } from "./feature-layers.ts";
import { randomWords } from "./words.test.support.ts";

const taps = (...values: number[]): Int8Array => Int8Array.from(values);

it("the activation is a bijection of words", () => {
  expect(new Set(Array.from({ length: 65_536 }, (_, s) => activate(s))).size).toBe(65_536);
});

it("deeper layers keep different features different, the last word and the first", () => {
  const deep: FeatureLayers = {
    layers: [taps(3, -8, 20), taps(-127, 1, 64)],
    blocks: [[taps(2, 4, 6), taps(8, 10, 12)]],
  };
  const features = randomWords(64, 3);
  const seen = new Set([deepen(features, deep).join()]);
  // Other values of a word: none may meet another one.
  for (const [index, values] of [
    [63, 9999],
    [0, 99],
  ] as const) {
    for (let change = 1; change <= values; change++) {
      const other = features.slice();
      other[index]! += change;
      seen.add(deepen(other, deep).join());
    }
  }
  expect(seen.size).toBe(1 + 9999 + 99);
});
