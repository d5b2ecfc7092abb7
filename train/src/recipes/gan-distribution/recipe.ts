import { writeConvAutoencoder } from "neuroveil/internal/networks";
import { adversaryPlayer } from "../../families/autoencoder/players.ts";
import { autoencoder } from "../../families/convolutional/players.ts";
import { quantisedNetwork } from "../../families/convolutional/quantised-export.ts";
import type { Recipe } from "../../recipe.ts";
import { drawStep } from "./draw.ts";
import { measureGenerators } from "./measure.ts";
import { discriminatorsPlayer, networkPlayer } from "./players.ts";
import { lengths, ranges, type Setting } from "./settings.ts";

/**
 * Two generators between images and another domain, noise or cloth, with a discriminator for each
 * domain and the cycle loss (CycleGAN, Zhu et al. 2017), here with planes of key samples both ways;
 * lossy. The generators are the halves of `conv-autoencoder`.
 */
export const ganDistribution: Recipe<Setting> = {
  id: "gan-distribution",
  ranges,
  lengths,
  players: (settings) => [
    networkPlayer(settings),
    discriminatorsPlayer(settings),
    adversaryPlayer(autoencoder, settings, settings.adversaryRuns),
  ],
  draw: drawStep,
  export: (settings, variables) => writeConvAutoencoder(quantisedNetwork(settings, variables)),
  measure: (settings, variables, examples) =>
    measureGenerators(settings, quantisedNetwork(settings, variables), variables, examples),
};
