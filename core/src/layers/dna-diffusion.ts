import { dnaLayer, drawDnaRecipes } from "./dna-layer.ts";
import type { Mask } from "./mask.ts";
import { thriftyPermutationDiffusion } from "./permutation-diffusion.ts";
import type { Transform } from "./transform.ts";

/**
 * A layer of DNA operations, two rounds of permutation and diffusion, and another DNA layer. Alone, DNA
 * operations are affine in every pair of bits; the diffusion is not.
 */
export function dnaDiffusion(mask: Mask, word: () => number): Transform {
  const bytes = mask[0].length;
  // Readings that the nearest diffusion does not take.
  const first = dnaLayer(mask[2], drawDnaRecipes(bytes, word));
  const rounds = thriftyPermutationDiffusion(mask, word);
  const last = dnaLayer(mask[0], drawDnaRecipes(bytes, word));
  const layers = [first, rounds, last];
  return {
    encrypt(data) {
      for (const layer of layers) layer.encrypt(data);
    },
    decrypt(data) {
      for (const layer of layers.toReversed()) layer.decrypt(data);
    },
  };
}
