import { diffuse, undiffuse } from "./diffusion.ts";
import {
  drawGridPermutation,
  permuteGrid,
  thriftyRowBytes,
  unpermuteGrid,
  type GridPermutation,
} from "./grid-permutation.ts";
import type { Mask } from "./mask.ts";
import { drawPermutation } from "./permutation.ts";
import type { Transform } from "./transform.ts";

/** Two rounds of a permutation of all bytes and a diffusion forward and backward. */
export function permutationDiffusion(mask: Mask, word: () => number): Transform {
  return diffusionRounds(mask, word, (bytes) => gridTransform(drawGridPermutation(bytes, word)));
}

/** The same with grids that take fewer words. */
export function thriftyPermutationDiffusion(mask: Mask, word: () => number): Transform {
  return diffusionRounds(mask, word, (bytes) =>
    gridTransform(drawGridPermutation(bytes, word, thriftyRowBytes(bytes))),
  );
}

function gridTransform(grid: GridPermutation): Transform {
  return {
    encrypt(data) {
      permuteGrid(data, grid);
    },
    decrypt(data) {
      unpermuteGrid(data, grid);
    },
  };
}

/**
 * Two rounds of a permutation and a diffusion forward and backward; after one, a change of the byte at
 * the chain's end would still stand out. The backward pass exchanges k and k', for a sum of twice k
 * would show its lowest bit.
 *
 * @param permutation draws that of a round
 */
export function diffusionRounds(
  mask: Mask,
  word: () => number,
  permutation: (bytes: number) => Transform,
): Transform {
  const rounds = [mask.slice(0, 2), mask.slice(2)].map(([one, other]) => ({
    permutation: permutation(one!.length),
    sBox: Uint8Array.from(drawPermutation(256, word)),
    forward: { outer: one!, inner: other! },
    backward: { outer: other!, inner: one! },
  }));
  return {
    encrypt(data) {
      for (const round of rounds) {
        round.permutation.encrypt(data);
        diffuse(data, round);
      }
    },
    decrypt(data) {
      for (const round of rounds.toReversed()) {
        undiffuse(data, round);
        round.permutation.decrypt(data);
      }
    },
  };
}
