import { writeConvAutoencoder } from "neuroveil/networks";
import { adversaryPlayer } from "../autoencoder/players.ts";
import { measureNetwork } from "../conv-autoencoder/measure.ts";
import { autoencoder } from "../conv-autoencoder/players.ts";
import { drawCrops } from "../conv-autoencoder/draw.ts";
import { shippedNetwork } from "../conv-autoencoder/shipped.ts";
import type { Recipe } from "../recipe.ts";
import { judgePlayer, networkPlayer } from "./players.ts";
import { lengths, ranges, type Setting } from "./settings.ts";

/**
 * Cipher images straight from a generator, with a decryptor, a discriminator and an Eve (after Abadi and
 * Andersen 2016, of images); lossy. Generator and decryptor are the halves of `conv-autoencoder`.
 */
export const ganDirect: Recipe<Setting> = {
  id: "gan-direct",
  ranges,
  lengths,
  players: (settings) => [
    networkPlayer(settings),
    judgePlayer(settings),
    adversaryPlayer(autoencoder, settings, settings.adversaryRuns),
  ],
  draw: (settings, examples, random) => {
    const { batch, side } = settings;
    const noise = Float32Array.from(
      { length: 3 * batch * side * side },
      () => random.below(256) - 128,
    );
    return { ...drawCrops(settings, examples, random), noise };
  },
  export: (settings, variables) => writeConvAutoencoder(shippedNetwork(settings, variables)),
  measure: (settings, variables, examples) =>
    measureNetwork(settings, shippedNetwork(settings, variables), variables, examples),
};
