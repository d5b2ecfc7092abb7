import type { Numbers, Random } from "@neuroveil/autodiff";
import { perturbationBytes, seedBytes } from "neuroveil/internal/networks";
import type { Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";

/** Seeds, and noise as the discriminator is to know it: uniform samples less 128. */
export function drawStep({ batch }: Settings<Setting>, random: Random): Numbers {
  const samples = (each: number): Float32Array =>
    Float32Array.from({ length: batch * each }, () => random.below(256) - 128);
  return { seeds: samples(seedBytes), noise: samples(perturbationBytes) };
}
