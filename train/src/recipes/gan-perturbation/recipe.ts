import { writePerturbationGenerator } from "neuroveil/internal/networks";
import type { Recipe } from "../../recipe.ts";
import { drawStep } from "./draw.ts";
import { measureGenerator } from "./measure.ts";
import { shippedGenerator } from "./network.ts";
import { discriminatorPlayer, networkPlayer } from "./players.ts";
import { lengths, ranges, type Setting } from "./settings.ts";

/**
 * A generator whose output is added to the image: an additive stream from z; lossless. It learns from
 * seeds alone, and pictures are for measuring.
 */
export const ganPerturbation: Recipe<Setting> = {
  id: "gan-perturbation",
  ranges,
  lengths,
  players: (settings) => [networkPlayer(settings), discriminatorPlayer(settings)],
  draw: (settings, _examples, random) => drawStep(settings, random),
  export: (settings, variables) =>
    writePerturbationGenerator(shippedGenerator(settings, variables)),
  measure: (settings, variables, { heldOut }) =>
    measureGenerator(shippedGenerator(settings, variables), heldOut, settings.measured),
};
