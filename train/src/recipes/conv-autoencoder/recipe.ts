import { writeConvAutoencoder } from "neuroveil/internal/networks";
import { autoencoderPlayers } from "../../families/autoencoder/players.ts";
import type { Recipe } from "../../recipe.ts";
import { drawCrops } from "../../families/convolutional/draw.ts";
import { measureNetwork } from "../../families/convolutional/measure.ts";
import { autoencoder } from "../../families/convolutional/players.ts";
import { lengths, ranges, type Setting } from "./settings.ts";
import { quantisedNetwork } from "../../families/convolutional/quantised-export.ts";

/** A convolutional autoencoder with planes of key samples; lossy. */
export const convAutoencoder: Recipe<Setting> = {
  id: "conv-autoencoder",
  ranges,
  lengths,
  players: (settings) => autoencoderPlayers(autoencoder, settings),
  draw: drawCrops,
  export: (settings, variables) => writeConvAutoencoder(quantisedNetwork(settings, variables)),
  measure: (settings, variables, examples) =>
    measureNetwork(settings, quantisedNetwork(settings, variables), variables, examples),
};
