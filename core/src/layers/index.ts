export { diffuse, undiffuse, type ChainKey, type DiffusionRound } from "./diffusion.ts";
export {
  drawGridPermutation,
  permuteGrid,
  unpermuteGrid,
  type GridPermutation,
} from "./grid-permutation.ts";
export { maskMemory, readMask, type Mask } from "./mask.ts";
export { permutationDiffusion } from "./permutation-diffusion.ts";
export { drawBelow, drawPermutation, permute, unpermute } from "./permutation.ts";
export { simultaneous } from "./simultaneous.ts";
export type { Scheme, Transform } from "./transform.ts";
