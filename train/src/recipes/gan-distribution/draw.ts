import type { Numbers, Random } from "@neuroveil/autodiff";
import { drawCrops } from "../../families/convolutional/draw.ts";
import type { Examples } from "../../data/examples.ts";
import { drawWeaves } from "../../data/weave.ts";
import type { Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";

/**
 * Samples of what cipher images are to be like, noise or cloth.
 *
 * @returns [count, 3, side, side], samples less 128
 */
export function drawTarget(
  { side, texture }: Settings<"side" | "texture">,
  count: number,
  random: Random,
): Float32Array {
  if (texture === 1) return drawWeaves(count, side, random);
  return Float32Array.from({ length: 3 * count * side ** 2 }, () => random.below(256) - 128);
}

/** Images, samples of the target, and keys: samples less 128. */
export function drawStep(settings: Settings<Setting>, examples: Examples, random: Random): Numbers {
  return {
    ...drawCrops(settings, examples, random),
    target: drawTarget(settings, settings.batch, random),
  };
}
