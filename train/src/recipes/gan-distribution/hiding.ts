import { Random } from "@neuroveil/autodiff";
import { fastConvolvePlanes } from "neuroveil/internal/kernels";
import {
  runAutoencoderHalf,
  type AutoencoderHalf,
  type ConvAutoencoder,
  type Planes,
} from "neuroveil/internal/networks";
import { Notes } from "../../families/autoencoder/notes.ts";
import { planesOf } from "../../families/autoencoder/planes.ts";
import { randomCrop } from "../../data/crops.ts";
import type { Picture } from "../../data/planes.ts";
import type { Figure, Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";
import { drawTarget } from "./draw.ts";

/** The least change of a cipher sample that noise makes, and one that a viewer hardly sees. */
const nudges = [1, 4];

/**
 * Where the generators hide what the cycles ask for: what the right key recovers of cipher images whose
 * samples were moved at random by up to one level (`nudged-1`) and up to four, and what comes back of
 * samples of the target on their way to the domain of images and back (`target-cycle`). A picture in the
 * lowest bits is gone after the first.
 */
export async function measureHiding(
  settings: Settings<Setting>,
  { encoder, decoder }: ConvAutoencoder,
  heldOut: readonly Picture[],
): Promise<readonly Figure[]> {
  const { side, keyPlanes, measured } = settings;
  const random = Random.fromText("hiding");
  const convolve = await fastConvolvePlanes();
  const run = (half: AutoencoderHalf, x: Planes, keys: Planes): Planes =>
    runAutoencoderHalf(half, x, keys, convolve);
  const notes = new Notes();
  for (let i = 0; i < measured; i++) {
    const plain = planesOf(randomCrop(heldOut[i % heldOut.length]!, side, random), side);
    const bytes = Uint8Array.from({ length: keyPlanes * side ** 2 }, () => random.below(256));
    const keys = planesOf(bytes, side);
    const cipher = run(encoder, plain, keys);
    for (const reach of nudges) {
      const nudged = cipher.data.map((sample) =>
        Math.min(Math.max(sample + random.below(2 * reach + 1) - reach, -128), 127),
      );
      notes.quality(`nudged-${reach}`, plain, run(decoder, { ...cipher, data: nudged }, keys));
    }
    const target = { ...plain, data: Int16Array.from(drawTarget(settings, 1, random)) };
    notes.quality("target-cycle", target, run(encoder, run(decoder, target, keys), keys));
  }
  return notes.figures();
}
