export { diffuse, undiffuse, type DiffusionRound } from "./diffusion.ts";
export { drawPermutation, permute, unpermute } from "./permutation.ts";
