import { writeHybridAutoencoder } from "neuroveil/internal/networks";
import { autoencoderPlayers } from "../../families/autoencoder/players.ts";
import { randomCrops } from "../../data/crops.ts";
import type { Recipe } from "../../recipe.ts";
import { measureNetwork } from "./measure.ts";
import { autoencoder } from "./players.ts";
import { lengths, ranges, sideOf, type Setting } from "./settings.ts";
import { quantisedNetwork } from "./quantised-export.ts";

/** The hybrid CNN-LSTM pipeline of the paper (section 4) taken as an autoencoder; lossy. */
export const hybridAutoencoder: Recipe<Setting> = {
  id: "hybrid-autoencoder",
  ranges,
  lengths,
  players: (settings) => autoencoderPlayers(autoencoder, settings),
  draw: (settings, { training }, random) => {
    const { batch, keyBytes } = settings;
    return {
      images: randomCrops(training, batch, sideOf(settings), random),
      keys: Float32Array.from({ length: batch * keyBytes }, () => random.below(256) - 128),
    };
  },
  export: (settings, variables) => writeHybridAutoencoder(quantisedNetwork(settings, variables)),
  measure: (settings, variables, examples) =>
    measureNetwork(settings, quantisedNetwork(settings, variables), variables, examples),
};
