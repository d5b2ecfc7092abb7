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

/** Rounds of a permutation of all bytes and a diffusion forward and backward. */
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

/** Readings of the mask that a round's diffusion takes. */
const readings = [
  [0, 1],
  [2, 3],
  [0, 2],
  [1, 3],
] as const;

/**
 * Four rounds of a permutation and a diffusion forward and backward. The chains of the first two run
 * along what they give, and carry a change on in encryption; those of the last two run along what they
 * are given, and carry it on in decryption, so that a changed byte of the cipher image decrypts to noise.
 * Two each: after one, a change of the byte at the chain's end would still stand out. The backward pass
 * exchanges k and k', for a sum of twice k would show its lowest bit.
 *
 * @param permutation draws that of a round
 */
export function diffusionRounds(
  mask: Mask,
  word: () => number,
  permutation: (bytes: number) => Transform,
): Transform {
  const rounds = readings.map(([one, other], i) => ({
    permutation: permutation(mask[one].length),
    sBox: Uint8Array.from(drawPermutation(256, word)),
    forward: { outer: mask[one], inner: mask[other] },
    backward: { outer: mask[other], inner: mask[one] },
    ...(i < 2 ? { spread: diffuse, gather: undiffuse } : { spread: undiffuse, gather: diffuse }),
  }));
  return {
    encrypt(data) {
      for (const round of rounds) {
        round.permutation.encrypt(data);
        round.spread(data, round);
      }
    },
    decrypt(data) {
      for (const round of rounds.toReversed()) {
        round.gather(data, round);
        round.permutation.decrypt(data);
      }
    },
  };
}

/** Rounds of {@link diffusionRounds}. */
export const diffusionRoundCount: number = readings.length;
