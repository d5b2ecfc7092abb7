import { Random } from "@neuroveil/autodiff";
import { drawScene } from "@neuroveil/lab/datasets";
import { fastConvolvePlanes } from "neuroveil/internal/kernels";
import { readConvAutoencoder, runAutoencoderHalf, type Planes } from "neuroveil/internal/networks";
import { expect } from "vitest";
import { randomCrop } from "./data/crops.ts";
import { toPicture } from "./data/planes.ts";
import { minus, planesOf } from "./families/autoencoder/planes.ts";
import { describeQuickRecipe } from "./quick-recipes.test.support.ts";

const side = 32;

function error(a: Planes, b: Planes): number {
  return minus(a, b).reduce((sum, difference) => sum + difference ** 2, 0) / a.data.length;
}

/** The weights recover a scene that training has not seen, under the key alone. */
async function recovers(weights: Uint8Array): Promise<void> {
  const { encoder, decoder } = readConvAutoencoder(weights);
  const convolve = await fastConvolvePlanes();
  const random = Random.fromText("scene");
  const draw = (): Planes =>
    planesOf(
      Uint8Array.from({ length: 3 * side ** 2 }, () => random.below(256)),
      side,
    );
  const picture = toPicture("scene", drawScene(1_000_000, 64))!;
  const scene = planesOf(randomCrop(picture, side, random), side);
  const [keys, others] = [draw(), draw()];
  const cipher = runAutoencoderHalf(encoder, scene, keys, convolve);
  const right = error(scene, runAutoencoderHalf(decoder, cipher, keys, convolve));
  const wrong = error(scene, runAutoencoderHalf(decoder, cipher, others, convolve));
  expect(wrong).toBeGreaterThan(3 * right);
  expect(error(scene, cipher)).toBeGreaterThan(3 * right);
}

describeQuickRecipe("conv-autoencoder", recovers);
