import type { Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { readWeights, seedWeights } from "neuroveil/networks";
import type { Random } from "../noise/random.ts";
import type { Attack } from "./attack.ts";
import type { Oracle } from "./oracle.ts";
import { byteChance } from "./random-image.ts";
import { solveModulo } from "./solve-modulo.ts";

/** Words a row of a tile, and rows: few, so that half a tile is 64 words and 64 features. */
const [columns, rows] = [32, 4];
const words = (columns * rows) / 2;
/** Tile numbers apart: the features of every half meet modulo 4, so that nothing smaller cancels. */
const apart = 4;
const images = 20;

/** What the specification calls cross (up, left, right, down) and feature taps (left, centre, right). */
interface Taps {
  readonly cross: ArrayLike<number>;
  readonly features: ArrayLike<number>;
}

/**
 * A tile number that meets chosen input in one sum (docs/hybrid.md, "How it falls", 1). Words of half 1
 * are chosen so that the pooled features differ by what the tile numbers differ by; then both tiles
 * have the same mask on half 0, and the chosen one gives it away.
 */
export const tweakCancellation: Attack = {
  id: "tweak-cancellation",
  question: "Can chosen content make up for another tile number, so that two tiles share a mask?",
  source: "finding 1 on this project's first hybrid cipher, November 2026; docs/hybrid.md",
  setting: "as-used",
  needs: ["chosen images"],
  controls: { falls: "hybrid", stands: "cnn-only" },
  inapplicable: ({ tileRows }: Cipher) =>
    tileRows === 0 ? "it has no tiles that are numbered" : undefined,
  async run(oracle, { scene, random, onProgress }) {
    const { cross, layers } = readWeights(await seedWeights("neuroveil hybrid 1")).convolution;
    const taps: Taps = { cross, features: layers[0]! };
    let successes = 0;
    for (let image = 0; image < images; image++) {
      successes += countSame(await recover(oracle, taps, randomWords(random)));
      onProgress?.((image + 1) / images);
    }
    return {
      successes,
      trials: images * 2 * words,
      chance: byteChance,
      sentence: `in each of ${images} images a chosen tile was to have the mask of a tile whose half was unknown`,
      recovered: await recoverScene(oracle, taps, scene),
    };
  },
};

interface Recovered {
  readonly true: Uint8Array;
  readonly found: Uint8Array;
}

/** One image of five tiles: the first holds what is unknown, the last is chosen. */
async function recover(oracle: Oracle, taps: Taps, victim: Uint16Array): Promise<Recovered> {
  const chosen = chosenTile(taps, victim);
  const width = (apart + 1) * 2 * columns;
  const data = new Uint8Array(width * rows);
  place(data, width, 0, victim);
  place(data, width, apart, chosen);
  const plain: Image = {
    width,
    height: rows,
    channels: 1,
    bits: 8,
    colour: "gray",
    data,
    metadata: {},
  };
  const cipher = (await oracle.encrypt(plain)).image.data;
  const found = new Uint8Array(2 * words);
  const truth = new Uint8Array(2 * words);
  let next = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (half(row, column) !== 0) continue;
      for (const byte of [0, 1]) {
        const at = row * width + 2 * column + byte;
        const other = at + apart * 2 * columns;
        found[next] = cipher[at]! - (cipher[other]! - data[other]!);
        truth[next++] = data[at]!;
      }
    }
  }
  return { true: truth, found };
}

function countSame({ true: truth, found }: Recovered): number {
  return found.filter((byte, i) => byte === truth[i]).length;
}

/** A tile with zeros as half 0 and, as half 1, words with features that make up for the tile number. */
function chosenTile(taps: Taps, victim: Uint16Array): Uint16Array {
  const sums = crossSums(taps, victim);
  const wanted = sums.slice();
  // Of the first step alone; the tile number is added to unit 0.
  const line = [...sums.subarray(0, columns)].map(activate);
  const right = new Uint32Array(columns);
  right[0] = apart;
  const change = solveModulo(threeTaps(taps), right, 16);
  if (change === undefined) throw new Error("expected features that can be changed by 4");
  for (let u = 0; u < columns; u++) wanted[u] = inverseActivate((line[u]! + change[u]!) & 0xffff);
  const solved = solveModulo(crossMatrix(taps), Uint32Array.from(wanted), 16);
  if (solved === undefined) throw new Error("expected words for any sums");
  const tile = new Uint16Array(columns * rows);
  eachWord(1, (index, number) => (tile[index] = solved[number]!));
  return tile;
}

/** Which half a word belongs to: they are a checkerboard. */
function half(row: number, column: number): number {
  return (row + column) & 1;
}

/** The words of a half, row by row of each column, by step: index in the tile and number in the half. */
function eachWord(of: number, visit: (index: number, number: number) => void): void {
  for (let step = 0; step < rows / 2; step++)
    for (let u = 0; u < columns; u++)
      visit((2 * step + ((u + of) & 1)) * columns + u, step * columns + u);
}

/** Sums of the first layer at the places of half 0, as a matrix on the words of half 1. */
function crossMatrix({ cross }: Taps): Uint32Array[] {
  const numbers = new Map<number, number>();
  eachWord(1, (index, number) => numbers.set(index, number));
  const matrix: Uint32Array[] = [];
  eachWord(0, (index) => {
    const row = new Uint32Array(words);
    const column = index % columns;
    const neighbours = [
      index - columns,
      column > 0 ? index - 1 : -1,
      column < columns - 1 ? index + 1 : -1,
      index + columns,
    ];
    for (const [tap, neighbour] of neighbours.entries()) {
      const number = numbers.get(neighbour);
      if (number !== undefined) row[number] = cross[tap]! & 0xffff;
    }
    matrix.push(row);
  });
  return matrix;
}

function crossSums(taps: Taps, tile: Uint16Array): Uint16Array {
  const known = new Uint16Array(words);
  eachWord(1, (index, number) => (known[number] = tile[index]!));
  return Uint16Array.from(crossMatrix(taps), (row) =>
    row.reduce((sum, factor, i) => sum + Math.imul(factor, known[i]!), 0),
  );
}

/** The last layer along a step, as a matrix. */
function threeTaps({ features }: Taps): Uint32Array[] {
  return Array.from({ length: columns }, (_, u) => {
    const row = new Uint32Array(columns);
    for (const k of [-1, 0, 1])
      if (u + k >= 0 && u + k < columns) row[u + k] = features[k + 1]! & 0xffff;
    return row;
  });
}

/** φ of the specification. */
function activate(s: number): number {
  const y = Math.imul(s, 2 * s + 1) & 0xffff;
  return ((y << 8) | (y >>> 8)) & 0xffff;
}

const inverse = new Uint16Array(1 << 16);
for (let s = 0; s < inverse.length; s++) inverse[activate(s)] = s;

function inverseActivate(y: number): number {
  return inverse[y]!;
}

function place(data: Uint8Array, width: number, tile: number, content: Uint16Array): void {
  for (const [i, word] of content.entries()) {
    const at = Math.floor(i / columns) * width + tile * 2 * columns + 2 * (i % columns);
    data[at] = word;
    data[at + 1] = word >>> 8;
  }
}

function randomWords(random: Random): Uint16Array {
  return Uint16Array.from({ length: columns * rows }, () => random.below(1 << 16));
}

/** Half of every strip of the scene, recovered while the other half is known; what is known is gray. */
async function recoverScene(oracle: Oracle, taps: Taps, scene: Image): Promise<Image> {
  const stride = scene.data.length / scene.height;
  const data = new Uint8Array(scene.data.length).fill(128);
  for (let top = 0; top + rows <= scene.height; top += rows) {
    for (let left = 0; left + 2 * columns <= stride; left += 2 * columns) {
      const at = (index: number): number =>
        (top + Math.floor(index / columns)) * stride + left + 2 * (index % columns);
      const victim = Uint16Array.from(
        { length: columns * rows },
        (_, i) => scene.data[at(i)]! | (scene.data[at(i) + 1]! << 8),
      );
      const { found } = await recover(oracle, taps, victim);
      let next = 0;
      for (let index = 0; index < columns * rows; index++) {
        if (half(Math.floor(index / columns), index % columns) !== 0) continue;
        data.set(found.subarray(next, next + 2), at(index));
        next += 2;
      }
    }
  }
  const { width, height, channels, bits, colour } = scene;
  return { width, height, channels, bits, colour, data, metadata: {} };
}
