export { diffuse, undiffuse, type ChainKey, type DiffusionRound } from "./diffusion.ts";
export {
  drawGridPermutation,
  permuteGrid,
  unpermuteGrid,
  type GridPermutation,
} from "./grid-permutation.ts";
export { drawBelow, drawPermutation, permute, unpermute } from "./permutation.ts";
