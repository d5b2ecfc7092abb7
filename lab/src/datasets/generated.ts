import type { Dataset } from "./dataset.ts";
import { drawScene } from "./scene.ts";

const scenes = 8;
/** Width and height. */
const size = 256;

/**
 * Drawn scenes, for machines without a data set. They are the same in one version of one engine, not
 * everywhere: drawing uses sines, which engines round differently.
 */
export const generated: Dataset = {
  name: "generated",
  size: scenes,
  async *samples() {
    for (let seed = 0; seed < scenes; seed++)
      yield { name: `scene ${seed}`, image: drawScene(seed, size) };
  },
};
