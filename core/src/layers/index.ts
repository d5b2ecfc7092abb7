export { joinBytes, splitBytes, type BytePlanes } from "./byte-planes.ts";
export { couple, uncouple, type Coupling } from "./coupling.ts";
export { diffuse, undiffuse, type ChainKey, type DiffusionRound } from "./diffusion.ts";
export {
  combineDna,
  dnaLetters,
  dnaRules,
  separateDna,
  type DnaOperation,
  type DnaRules,
} from "./dna.ts";
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
export { latticePitch } from "./fold.ts";
