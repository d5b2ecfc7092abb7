import { writeConvAutoencoder } from "neuroveil/networks";
import { autoencoderPlayers } from "../autoencoder/players.ts";
import type { Recipe } from "../recipe.ts";
import { drawCrops } from "./draw.ts";
import { measureNetwork } from "./measure.ts";
import { autoencoder } from "./players.ts";
import { lengths, ranges, type Setting } from "./settings.ts";
import { shippedNetwork } from "./shipped.ts";

/** A convolutional autoencoder with planes of key samples; lossy. */
export const convAutoencoder: Recipe<Setting> = {
  id: "conv-autoencoder",
  ranges,
  lengths,
  players: (settings) => autoencoderPlayers(autoencoder, settings),
  draw: drawCrops,
  export: (settings, variables) => writeConvAutoencoder(shippedNetwork(settings, variables)),
  measure: (settings, variables, examples) =>
    measureNetwork(settings, shippedNetwork(settings, variables), variables, examples),
};
