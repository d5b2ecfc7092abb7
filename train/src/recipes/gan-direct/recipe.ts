import { writeConvAutoencoder } from "neuroveil/internal/networks";
import { adversaryPlayer } from "../../families/autoencoder/players.ts";
import { measureNetwork } from "../../families/convolutional/measure.ts";
import { autoencoder } from "../../families/convolutional/players.ts";
import { drawCrops } from "../../families/convolutional/draw.ts";
import { quantisedNetwork } from "../../families/convolutional/quantised-export.ts";
import type { Recipe } from "../../recipe.ts";
import { discriminatorPlayer, networkPlayer } from "./players.ts";
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
    discriminatorPlayer(settings),
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
  export: (settings, variables) => writeConvAutoencoder(quantisedNetwork(settings, variables)),
  measure: (settings, variables, examples) =>
    measureNetwork(settings, quantisedNetwork(settings, variables), variables, examples),
};
