import { writeCouplingKernels } from "neuroveil/internal/networks";
import type { Recipe } from "../../recipe.ts";
import { drawDirections, drawNoise, drawPlanes } from "./draw.ts";
import { roundTaps } from "./inputs.ts";
import { measureKernels } from "./measure.ts";
import { discriminatorPlayer, networkPlayer } from "./players.ts";
import { lengths, ranges, type Setting } from "./settings.ts";
import { shippedKernels } from "./quantised-export.ts";

/** Kernels of a cipher made of integer couplings, chosen against a discriminator; lossless. */
export const ganExact: Recipe<Setting> = {
  id: "gan-exact",
  ranges,
  lengths,
  players: (settings) => [discriminatorPlayer(settings), networkPlayer(settings)],
  draw: ({ batch, columns, rounds, pairs }, { training }, random) => ({
    ...drawPlanes(training, batch, 2 * columns, random),
    ...drawNoise(2 * rounds * batch * columns ** 2, random),
    directions: drawDirections(pairs * rounds * roundTaps, random),
  }),
  export: (_settings, variables) => writeCouplingKernels(shippedKernels(variables)),
  measure: (settings, variables, examples) =>
    measureKernels(settings, shippedKernels(variables), examples),
};
