import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import { blockBytes, shuffle, unshuffle, type Shuffle } from "./block-shuffle.ts";

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const keys: fc.Arbitrary<Shuffle> = fc.record({
  offsets: fc.tuple(word, word),
  generator: fc.record({ state: word, increment: word.map((x) => (x | 1) >>> 0) }),
});

const numbered = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => i);

test.prop([fc.integer({ min: 0, max: 127 }), fc.integer({ min: 0, max: 1 }), keys])(
  "moves every byte of a plane to one place of it, and back",
  (length, more, key) => {
    const [first, second] = [numbered(length + more), numbered(length)];
    shuffle(first, second, key);
    expect(first.toSorted()).toEqual(numbered(length + more));
    expect(second.toSorted()).toEqual(numbered(length));
    unshuffle(first, second, key);
    expect(first).toEqual(numbered(length + more));
    expect(second).toEqual(numbered(length));
  },
);

it("brings a byte to every place of a plane, also to what no block covers", () => {
  const reached = new Set<number>();
  for (let state = 0; state < 2000; state++) {
    const plane = new Uint8Array(37).fill(0);
    plane[20] = 1;
    const offset = Math.imul(state, 0x9e3779b9) >>> 0;
    shuffle(plane, new Uint8Array(37), {
      offsets: [offset, 0],
      generator: { state: Math.imul(state, 0x85ebca6b) >>> 0, increment: 0xb5297a4d },
    });
    reached.add(plane.indexOf(1));
  }
  expect(reached.size).toBe(37);
});

it("takes larger blocks where there would be more than 65,536", () => {
  expect([1, 2 ** 20, 2 ** 20 + 1, 2 ** 21, 2 ** 25].map(blockBytes)).toEqual([
    16, 16, 32, 32, 512,
  ]);
});
