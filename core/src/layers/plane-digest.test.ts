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
  for (const length of [1, 32, 33, 1000]) {
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

/** The words after a round of the digest as it was twice: how many words are met, and bytes into all of them. */
function formerRound(words: Uint16Array, plane: Uint8Array, from: number, metWords: 1 | 2): void {
  for (let j = 0; j < 32; j++) {
    const [at, lane, vector] = [from + 2 * j, j & 7, j >> 3];
    const pair = (plane[at] ?? 0) + 256 * (plane[at + 1] ?? 0);
    const near = words[((vector + 3) & 3) * 8 + ((lane + 1) & 7)]!;
    const far = metWords === 1 ? 0 : words[((vector + 2) & 3) * 8 + ((lane + 3) & 7)]!;
    words[j] = activate((words[j]! + pair + near + far) & 0xffff);
  }
}

/** One word met, and no round without input. */
function firstDigest(plane: Uint8Array, start: Uint16Array): Uint16Array {
  const words = start.slice();
  for (let from = 0; from < plane.length; from += 64) formerRound(words, plane, from, 1);
  return words;
}

/** Two words met, one round without input. */
function secondDigest(plane: Uint8Array, start: Uint16Array): Uint16Array {
  const words = start.slice();
  for (let from = 0; from < plane.length; from += 64) {
    formerRound(words, plane, from, 2);
    formerRound(words, new Uint8Array(), 0, 2);
  }
  return words;
}

/** Adds to words of a plane. */
function shifted(plane: Uint8Array, changes: readonly (readonly [number, number])[]): Uint8Array {
  const other = plane.slice();
  const view = new DataView(other.buffer);
  for (const [i, change] of changes)
    view.setUint16(2 * i, view.getUint16(2 * i, true) + change, true);
  return other;
}

/** Differences that leave nothing behind: 4 and 11 take each other back a round later; the others with 2^-11. */
const firstTrail = [
  [4, 0x8000],
  [11, -0x80],
  [36, -0x80],
] as const;
const secondTrail = [
  [7, 0x8000],
  [13, 0x8000],
  [14, 0x80],
  [20, 0x100],
  [24, 0x8000],
  [26, 0x80],
  [32 + 7, 0x8000],
  [32 + 13, 0x8000],
  [32 + 24, 0x8000],
] as const;

it.each([
  ["the first", firstDigest, firstTrail, 400, 150],
  ["the second", secondDigest, secondTrail, 12_000, 2],
] as const)(
  "what left nothing behind in %s form does so no more",
  (_, former, trail, trials, least) => {
    const collisions = { former: 0, now: 0 };
    for (let trial = 0; trial < trials; trial++) {
      const plane = bytes(192, trial);
      const other = shifted(plane, trail);
      const start = startOf(trial);
      const same = (digest: typeof planeDigest): boolean =>
        digest(plane, start).join() === digest(other, start).join();
      if (same(former)) collisions.former++;
      if (same(planeDigest)) collisions.now++;
    }
    expect(collisions.former).toBeGreaterThan(least);
    expect(collisions.now).toBe(0);
  },
);

it("zeros behind the end change it", () => {
  const start = startOf(1);
  const all = [0, 1, 16, 31, 32, 64].map((length) => planeDigest(new Uint8Array(length), start));
  expect(new Set(all.map(String)).size).toBe(all.length);
});
