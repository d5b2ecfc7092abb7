import type { Numbers, Random } from "@neuroveil/autodiff";
import { randomCrops } from "../../data/crops.ts";
import type { Examples } from "../../data/examples.ts";
import type { Settings } from "../../recipe.ts";

/** Crops of the images of one step, and a key for each. */
export function drawCrops(
  { batch, side, keyPlanes }: Settings<"batch" | "side" | "keyPlanes">,
  { training }: Examples,
  random: Random,
): Numbers {
  return {
    images: randomCrops(training, batch, side, random),
    keys: Float32Array.from(
      { length: batch * keyPlanes * side * side },
      () => random.below(256) - 128,
    ),
  };
}
