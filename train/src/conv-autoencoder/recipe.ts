import { writeConvAutoencoder } from "neuroveil/networks";
import { autoencoderPlayers } from "../autoencoder/players.ts";
import { randomCrops } from "../data/crops.ts";
import type { Recipe } from "../recipe.ts";
import { measureNetwork } from "./measure.ts";
import { autoencoder } from "./players.ts";
import { lengths, ranges } from "./settings.ts";
import { shippedNetwork } from "./shipped.ts";

/** A convolutional autoencoder with planes of key samples; lossy. */
export const convAutoencoder: Recipe = {
  id: "conv-autoencoder",
  ranges,
  lengths,
  players: (settings) => autoencoderPlayers(autoencoder, settings),
  draw: ({ batch = 0, side = 0, keyPlanes = 0 }, { training }, random) => ({
    images: randomCrops(training, batch, side, random),
    keys: Float32Array.from(
      { length: batch * keyPlanes * side * side },
      () => random.below(256) - 128,
    ),
  }),
  export: (settings, variables) => writeConvAutoencoder(shippedNetwork(settings, variables)),
  measure: (settings, variables, examples) =>
    measureNetwork(settings, shippedNetwork(settings, variables), variables, examples),
};
