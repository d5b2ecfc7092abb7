import { diffuse, undiffuse, type DiffusionRound } from "./diffusion.ts";
import {
  drawGridPermutation,
  permuteGrid,
  unpermuteGrid,
  type GridPermutation,
} from "./grid-permutation.ts";
import { drawPermutation } from "./permutation.ts";

/** What one round permutes and substitutes with. */
interface RoundTables {
  readonly permutation: GridPermutation;
  readonly sBox: Uint8Array;
}

/** A permutation of all bytes, then a diffusion forward and backward. */
export interface KeyedRound extends DiffusionRound {
  readonly permutation: GridPermutation;
}

/** Two rounds: after one, a change of the last byte would still stand out. */
export const rounds = 2;

/** Length of the mask that `keyRounds` reads over again: `bytes`, and three quarters repeated. */
export function maskBytes(bytes: number): number {
  return bytes + quarter(bytes, 2 * rounds - 1);
}

/** Permutations and S-boxes of all rounds, from words of 32 bits. */
export function drawTables(bytes: number, word: () => number): readonly RoundTables[] {
  return Array.from({ length: rounds }, () => ({
    permutation: drawGridPermutation(bytes, word),
    sBox: Uint8Array.from(drawPermutation(256, word)),
  }));
}

/**
 * Gives the rounds their masks, for one drawn byte a place: k and k' of each round are the same mask
 * read from another quarter of the image on. A place meets each of its bytes through another S-box
 * or sum, and the backward pass exchanges k and k', for a sum of twice k would show its lowest bit.
 *
 * @param mask `maskBytes(bytes)` bytes, of which the first `bytes` are drawn; the others are written
 */
export function keyRounds(
  tables: readonly RoundTables[],
  bytes: number,
  mask: Uint8Array,
): readonly KeyedRound[] {
  mask.copyWithin(bytes, 0, mask.length - bytes);
  const from = (j: number): Uint8Array =>
    mask.subarray(quarter(bytes, j), quarter(bytes, j) + bytes);
  return tables.map((table, round) => {
    const [one, other] = [from(2 * round), from(2 * round + 1)];
    return {
      ...table,
      forward: { outer: one, inner: other },
      backward: { outer: other, inner: one },
    };
  });
}

export function encryptRounds(data: Uint8Array, keyed: readonly KeyedRound[]): void {
  for (const round of keyed) {
    permuteGrid(data, round.permutation);
    diffuse(data, round);
  }
}

export function decryptRounds(data: Uint8Array, keyed: readonly KeyedRound[]): void {
  for (const round of keyed.toReversed()) {
    undiffuse(data, round);
    unpermuteGrid(data, round.permutation);
  }
}

function quarter(bytes: number, j: number): number {
  return Math.floor((j * bytes) / (2 * rounds));
}
