import { expect, it } from "vitest";
import { activate } from "../networks/activate.ts";
import { ParameterLattice } from "./parameter-lattice.ts";
import { planeDigest } from "./plane-digest.ts";

const bytes = (length: number, seed: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => Math.imul(i + seed, 2654435761) >>> 24);

const startOf = (seed: number): Uint16Array => new ParameterLattice(bytes(128, seed)).next();

it("a changed bit anywhere changes half of the bits of all words", () => {
  let changed = 0;
  let trials = 0;
  for (const length of [1, 64, 65, 1000]) {
    const plane = bytes(length, 5);
    for (const at of [0, length >> 1, length - 1]) {
      for (const bit of [1, 128]) {
        const start = startOf(trials);
        const [one, other] = [plane, plane.with(at, plane[at]! ^ bit)].map((each) =>
          planeDigest(each, start),
        );
        const different = one!.map((word, i) => word ^ other![i]!);
        // All 32 words with one of 2^16: a word that stays comes once in two thousand trials.
        expect(different.filter((word) => word === 0).length).toBeLessThan(2);
        for (const word of different) changed += word.toString(2).replaceAll("0", "").length;
        trials++;
      }
    }
  }
  // 512 bits a trial, half of them expected; five standard deviations.
  expect(Math.abs(changed - 256 * trials)).toBeLessThan(5 * Math.sqrt(128 * trials));
});

/** The digest as it was: one word met, and no round without input. */
function firstDigest(plane: Uint8Array, start: Uint16Array): Uint16Array {
  const words = start.slice();
  for (let i = 0; i < plane.length / 2; i++) {
    const j = i % 32;
    const met = words[(((j >> 3) + 3) & 3) * 8 + ((j + 1) & 7)]!;
    words[j] = activate((words[j]! + plane[2 * i]! + 256 * plane[2 * i + 1]! + met) & 0xffff);
  }
  return words;
}

it("changes of words that took each other back every other time do so no more", () => {
  const word = (plane: Uint8Array, i: number, change: number): void => {
    const view = new DataView(plane.buffer);
    view.setUint16(2 * i, view.getUint16(2 * i, true) + change, true);
  };
  const collisions = [0, 0];
  for (let trial = 0; trial < 400; trial++) {
    const [plane, other] = [bytes(192, trial), bytes(192, trial)];
    // Word 4 changes; what meets it, one vector on and two, is changed back, and so is word 4 a round on.
    word(other, 4, 0x8000);
    word(other, 11, -0x80);
    const first = other.slice();
    word(other, 17, -0x80);
    for (const each of [first, other]) word(each, 36, -0x80);
    const start = startOf(trial);
    if (firstDigest(plane, start).join() === firstDigest(first, start).join()) collisions[0]!++;
    if (planeDigest(plane, start).join() === planeDigest(other, start).join()) collisions[1]!++;
  }
  expect(collisions[0]).toBeGreaterThan(150);
  expect(collisions[1]).toBe(0);
});
