import { expect, it } from "vitest";
import { clusterPermutation } from "./cluster-permutation.ts";
import { dnaDiffusion } from "./dna-diffusion.ts";
import { drawGridPermutation, permuteGrid, thriftyRowBytes } from "./grid-permutation.ts";
import { bytes, keyed, words } from "./keyed-scheme.test.support.ts";
import type { Mask } from "./mask.ts";
import { diffusionRounds, thriftyPermutationDiffusion } from "./permutation-diffusion.ts";
import type { Transform } from "./transform.ts";

/** Four clusters of unequal size, other ones in each round. */
function clusteredDiffusion(mask: Mask, word: () => number): Transform {
  return diffusionRounds(mask, word, (length) => {
    const labels = Uint8Array.from({ length: 37 }, () => Math.floor(Math.sqrt(word() >>> 28)));
    return clusterPermutation(length, labels, word);
  });
}

/** Bytes that differ after a transform when byte `at` is changed. */
function spread(transform: Transform, length: number, at: number): number {
  const [one, two] = [bytes(length, 1), bytes(length, 1)];
  two[at]! += 1;
  transform.encrypt(one);
  transform.encrypt(two);
  return one.reduce((count, byte, i) => count + (byte === two[i] ? 0 : 1), 0);
}

it.each([1, 16, 17, 100, 4097, 70_000, 300_000])(
  "a thrifty grid moves each of %d bytes to one place, for few words",
  (length) => {
    const rowBytes = thriftyRowBytes(length);
    let drawn = 0;
    const word = words(length);
    const counted = (): number => {
      drawn++;
      return word();
    };
    const grid = drawGridPermutation(length, counted, rowBytes);
    expect(drawn).toBeLessThan(10 * Math.sqrt(length) + 40);
    const moved = new Uint32Array(length);
    for (let byte = 0; byte < 3; byte++) {
      const data = Uint8Array.from({ length }, (_, place) => place >>> (8 * byte));
      permuteGrid(data, grid);
      for (let i = 0; i < length; i++) moved[i]! += data[i]! * 2 ** (8 * byte);
    }
    expect(moved.toSorted().every((place, i) => place === i)).toBe(true);
  },
);

it.each([
  { scheme: thriftyPermutationDiffusion, length: 65_536, draws: 12 },
  { scheme: thriftyPermutationDiffusion, length: 20, draws: 2000 },
  { scheme: dnaDiffusion, length: 65_536, draws: 12 },
  { scheme: dnaDiffusion, length: 8, draws: 2000 },
  { scheme: clusteredDiffusion, length: 65_536, draws: 12 },
  { scheme: clusteredDiffusion, length: 256, draws: 800 },
])("$scheme.name: one changed byte of $length changes 255 of 256", ({ scheme, length, draws }) => {
  let changed = 0;
  for (let i = 0; i < draws; i++) {
    const at = Math.floor((i * (length - 1)) / (draws - 1));
    changed += spread(keyed(scheme, length, i), length, at);
  }
  const n = length * draws;
  // Four standard deviations.
  expect(Math.abs(changed / n - 255 / 256)).toBeLessThan(4 * Math.sqrt(255 / 65_536 / n));
});

it.each([dnaDiffusion, clusteredDiffusion])("$name is undone", (scheme) => {
  for (const length of [1, 2, 3, 255, 4097, 40_000]) {
    const transform = keyed(scheme, length, length);
    const data = bytes(length, 9);
    transform.encrypt(data);
    transform.decrypt(data);
    expect(Buffer.compare(data, bytes(length, 9))).toBe(0);
  }
});
