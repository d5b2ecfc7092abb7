import { activate, readWeights, seedWeights } from "neuroveil/internal/hybrid-first";
import type { Random } from "../random/random.ts";

/** The cipher whose features follow from public weights, so that they can be chosen. */
export const firstHybrid = "hybrid-first";

/** Words a row of a tile, and rows: few, so that half a tile is 64 words and 64 features. */
export const columns = 32;
export const rows = 4;
export const words: number = (columns * rows) / 2;
/** What the specification calls cross (up, left, right, down) and feature taps (left, centre, right). */
export interface Taps {
  readonly cross: ArrayLike<number>;
  readonly features: ArrayLike<number>;
}

export async function publicTaps(): Promise<Taps> {
  const { cross, layers } = readWeights(await seedWeights("neuroveil hybrid 1")).convolution;
  return { cross, features: layers[0]! };
}

/** Which half a word belongs to: they are a checkerboard. */
export function half(row: number, column: number): number {
  return (row + column) & 1;
}

/** The words of a half, row by row of each column, by step: index in the tile and number in the half. */
export function eachWord(of: number, visit: (index: number, number: number) => void): void {
  for (let step = 0; step < rows / 2; step++)
    for (let u = 0; u < columns; u++)
      visit((2 * step + ((u + of) & 1)) * columns + u, step * columns + u);
}

/** Sums of the first layer at the places of half 0, as a matrix on the words of half 1. */
export function crossMatrix({ cross }: Taps): Uint32Array[] {
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

export function crossSums(taps: Taps, tile: Uint16Array): Uint16Array {
  const known = new Uint16Array(words);
  eachWord(1, (index, number) => (known[number] = tile[index]!));
  return Uint16Array.from(crossMatrix(taps), (row) =>
    row.reduce((sum, factor, i) => sum + Math.imul(factor, known[i]!), 0),
  );
}

/** The last layer along a step, as a matrix. */
export function threeTaps({ features }: Taps): Uint32Array[] {
  return Array.from({ length: columns }, (_, u) => {
    const row = new Uint32Array(columns);
    for (const k of [-1, 0, 1])
      if (u + k >= 0 && u + k < columns) row[u + k] = features[k + 1]! & 0xffff;
    return row;
  });
}

/** φ of the specification, backwards. */
const inverse = new Uint16Array(1 << 16);
for (let s = 0; s < inverse.length; s++) inverse[activate(s)] = s;

export function inverseActivate(y: number): number {
  return inverse[y]!;
}

export function placeTile(
  data: Uint8Array,
  width: number,
  tile: number,
  content: Uint16Array,
): void {
  for (const [i, word] of content.entries()) {
    const at = Math.floor(i / columns) * width + tile * 2 * columns + 2 * (i % columns);
    data[at] = word;
    data[at + 1] = word >>> 8;
  }
}

export function randomWords(random: Random): Uint16Array {
  return Uint16Array.from({ length: columns * rows }, () => random.below(1 << 16));
}
