import { activate } from "neuroveil/internal/hybrid-first";
import type { Image } from "neuroveil/image";
import type { Random } from "../random/random.ts";
import type { Attack, Evidence } from "./attack.ts";
import {
  columns,
  crossMatrix,
  eachWord,
  firstHybrid,
  half,
  inverseActivate,
  publicTaps,
  randomWords,
  crossSums,
  rows,
  threeTaps,
  words,
  type Taps,
} from "./hybrid-tile.ts";
import type { Oracle } from "./oracle.ts";
import { inverseOfOdd, solveModulo } from "./solve-modulo.ts";

/** Tiles of an image: in some units a pair collides with some 2^-30, in others never. */
const count = 1 << 16;
/** Units whose words are varied, one after the other; 0 and 1 also take the tile's number. */
const units = [6, 3, 4, 7, 9, 10, 12, 13, 15, 16, 18, 19];
/** The sum rule of the features is modulo 4: multiples are free. */
const free = 4;

/**
 * States that collide by birthday (docs/hybrid-first.md, "How it falls", 2). A unit's words of two absorbed
 * vectors are varied from tile to tile; tiles with one state have one mask, and their words give the
 * constants of the unit. Every image stands for itself; the nonce is repeated so that a record can be.
 */
export const stateCollision: Attack = {
  id: "state-collision",
  question: "Do tiles that differ in two absorbed words alone ever share a mask?",
  source: "finding 2 on this project's first hybrid cipher, November 2026; docs/hybrid-first.md",
  setting: "nonce-reused",
  needs: ["chosen images"],
  controls: { falls: firstHybrid, stands: "hybrid" },
  inapplicable: ({ lossless }) => (lossless ? undefined : "it is lossy"),
  async run(oracle, { random, seconds, signal, onProgress }) {
    const taps = await publicTaps();
    const start = performance.now();
    let [tiles, repeated] = [0, 0];
    for (const unit of units) {
      signal?.throwIfAborted();
      const found = await collide(oracle, tileMaker(taps, unit, random));
      tiles += count;
      repeated += found.length;
      if (found.length > 0) return evidence(tiles, repeated, told(unit, found));
      const spent = (performance.now() - start) / 1000;
      if (spent >= seconds) break;
      onProgress?.(spent / seconds);
    }
    return evidence(tiles, repeated, "");
  },
};

function evidence(tiles: number, repeated: number, told: string): Evidence {
  return {
    successes: repeated,
    trials: tiles,
    // That one of the others of an image has the same 64 bits.
    chance: count * 2 ** -64,
    sentence: `of ${tiles} tiles that differ in two absorbed words ${repeated} had the mask of an earlier one${told}`,
  };
}

/** Pairs of tiles of one image with the same mask, and what they tell of the unit. */
async function collide(
  oracle: Oracle,
  choose: (number: number) => Chosen,
): Promise<readonly Factor[]> {
  const chosen = Array.from({ length: count }, (_, i) => choose(i));
  const plain = imageOf(chosen.map(({ tile }) => tile));
  const pairs = sameMasks(plain, (await oracle.encrypt(plain)).image.data);
  return pairs.flatMap(([i, j]) => factorOf(chosen[i]!, chosen[j]!) ?? []);
}

interface Chosen {
  readonly tile: Uint16Array;
  /** The unit's words of the first and of the second absorbed vector, less what all tiles have. */
  readonly absorbed: readonly [number, number];
}

/** Makes tiles with any unit's words, and with what makes up for the tile's number. */
function tileMaker(taps: Taps, unit: number, random: Random): (number: number) => Chosen {
  const base = crossSums(taps, randomWords(random)).map(activate);
  const change = unitVector(taps, [[unit, free]])!;
  const [low, high] = [0, 1].map((place) => {
    for (let share = 0; share < free; share++) {
      const found = unitVector(taps, [
        [place, 1],
        [unit, share],
      ]);
      if (found !== undefined) return { share, found };
    }
    throw new Error("expected features that can be changed by 1 with another");
  }) as [Part, Part];
  const inverse = inverseMatrix(crossMatrix(taps));
  const indices = new Int32Array(words);
  eachWord(1, (index, at) => (indices[at] = index));
  const sums = new Int32Array(words);
  const taken = new Uint16Array(1 << 16).map((_, y) => inverseActivate(y));
  const [n, line] = [words, columns];
  return (number) => {
    const [below, above] = [number & 0xffff, number >>> 16];
    const steps = [random.below(1 << 14), random.below(1 << 14)] as const;
    for (let u = 0; u < line; u++) {
      const ofNumber = low.found[u]! * below + high.found[u]! * above;
      sums[u] = taken[(base[u]! + change[u]! * steps[0] + ofNumber) & 0xffff]!;
      sums[line + u] = taken[(base[line + u]! + change[u]! * steps[1]) & 0xffff]!;
    }
    const tile = new Uint16Array(columns * rows);
    for (let at = 0; at < n; at++) {
      let word = 0;
      for (let i = 0; i < n; i++) word = (word + Math.imul(inverse[at * n + i]!, sums[i]!)) | 0;
      tile[indices[at]!] = word;
    }
    const shared = low.share * below + high.share * above;
    return { tile, absorbed: [free * steps[0] + shared, free * steps[1]] };
  };
}

interface Part {
  /** How much of it the unit takes. */
  readonly share: number;
  readonly found: Uint32Array;
}

/** What must be added to a line for features that change like this; undefined where nothing does. */
function unitVector(
  taps: Taps,
  changes: readonly (readonly [place: number, by: number])[],
): Uint32Array | undefined {
  const right = new Uint32Array(columns);
  for (const [place, by] of changes) right[place] = by;
  return solveModulo(threeTaps(taps), right, 16);
}

/** The inverse of a matrix modulo 2^16, row by row. */
function inverseMatrix(matrix: readonly Uint32Array[]): Int32Array {
  const inverse = new Int32Array(words * words);
  for (let column = 0; column < words; column++) {
    const right = new Uint32Array(words);
    right[column] = 1;
    const rowsOf = matrix.map((row) => row.slice());
    for (const [row, word] of solveModulo(rowsOf, right, 16)!.entries())
      inverse[row * words + column] = word;
  }
  return inverse;
}

function imageOf(tiles: readonly Uint16Array[]): Image {
  const tileBytes = 2 * columns;
  const width = tileBytes * tiles.length;
  const data = new Uint8Array(width * rows);
  for (const [number, tile] of tiles.entries()) {
    const bytes = new Uint8Array(2 * tile.length);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < tile.length; i++) view.setUint16(2 * i, tile[i]!, true);
    for (let row = 0, from = 0; from < bytes.length; row++, from += tileBytes)
      data.set(bytes.subarray(from, from + tileBytes), row * width + number * tileBytes);
  }
  return { width, height: rows, channels: 1, bits: 8, colour: "gray", data, metadata: {} };
}

/** Tiles with the mask of an earlier one, by the first 64 bits that half 0 of it has. */
function sameMasks({ data }: Image, cipher: Uint8Array): (readonly [number, number])[] {
  const first = new Map<bigint, number>();
  const pairs: (readonly [number, number])[] = [];
  const mask = new BigUint64Array(1);
  const bytes = new Uint8Array(mask.buffer);
  const places = Array.from({ length: columns }, (_, column) => column)
    .filter((column) => half(0, column) === 0)
    .slice(0, 4)
    .flatMap((column) => [2 * column, 2 * column + 1]);
  for (let tile = 0; tile < count; tile++) {
    for (let i = 0; i < places.length; i++) {
      const at = 2 * tile * columns + places[i]!;
      bytes[i] = cipher[at]! - data[at]!;
    }
    const earlier = first.get(mask[0]!);
    if (earlier === undefined) first.set(mask[0]!, tile);
    else pairs.push([earlier, tile]);
  }
  return pairs;
}

/** What a collision tells of the unit's odd factor F: the difference behind is F times that before. */
interface Factor {
  readonly value: number;
  readonly bits: number;
}

/** @returns undefined where both absorbed the same: that is tweak-cancellation's finding */
function factorOf({ absorbed: a }: Chosen, { absorbed: b }: Chosen): Factor | undefined {
  const before = (b[0] - a[0]) & 0xffff;
  if (before === 0) return undefined;
  const behind = (a[1] - b[1]) & 0xffff;
  const twos = Math.log2(before & -before);
  const bits = 16 - twos;
  const value = Math.imul(behind >>> twos, inverseOfOdd(before >>> twos)) & (2 ** bits - 1);
  return { value, bits };
}

function told(unit: number, factors: readonly Factor[]): string {
  const best = factors.reduce((a, b) => (b.bits > a.bits ? b : a));
  const agree = factors.filter(({ value, bits }) => (best.value - value) % 2 ** bits === 0);
  return `; ${agree.length} of these ${factors.length} say that unit ${unit} multiplies its state by ${best.value} modulo 2^${best.bits}`;
}
