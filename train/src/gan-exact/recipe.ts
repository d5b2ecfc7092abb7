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
  draw: ({ batch = 0, side = 0, rounds = 0, pairs = 0 }, { training }, random) => ({
    ...drawPlanes(training, batch, side, random),
    ...drawNoise((rounds * batch * side * side) / 2, random),
    directions: drawDirections(pairs * rounds * roundTaps, random),
  }),
  export: (_settings, variables) => writeCouplingKernels(shippedKernels(variables)),
  measure: (settings, variables, examples) =>
    measureKernels(settings, shippedKernels(variables), examples),
};
