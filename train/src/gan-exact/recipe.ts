import { writeCouplingKernels } from "neuroveil/networks";
import type { Recipe } from "../recipe.ts";
import { drawDirections, drawNoise, drawPlanes } from "./draw.ts";
import { roundTaps } from "./inputs.ts";
import { measureKernels } from "./measure.ts";
import { judgePlayer, networkPlayer } from "./players.ts";
import { lengths, ranges } from "./settings.ts";
import { shippedKernels } from "./shipped.ts";

/** Kernels of a cipher made of integer couplings, chosen against a judge; lossless. */
export const ganExact: Recipe = {
  id: "gan-exact",
  ranges,
  lengths,
  players: (settings) => [judgePlayer(settings), networkPlayer(settings)],
  draw: ({ batch = 0, columns = 0, rounds = 0, pairs = 0 }, { training }, random) => ({
    ...drawPlanes(training, batch, 2 * columns, random),
    ...drawNoise(2 * rounds * batch * columns ** 2, random),
    directions: drawDirections(pairs * rounds * roundTaps, random),
  }),
  export: (_settings, variables) => writeCouplingKernels(shippedKernels(variables)),
  measure: (settings, variables, examples) =>
    measureKernels(settings, shippedKernels(variables), examples),
};
