import type { Recipe } from "../../recipe.ts";
import { drawMessages } from "./draw.ts";
import { measureParties } from "./measure.ts";
import { evePlayer, networkPlayer } from "./players.ts";
import { lengths, ranges, type Setting } from "./settings.ts";
import { writeParties } from "./export.ts";

/**
 * The experiment of Abadi and Andersen (2016) that direct cipher images began with: Alice and Bob learn
 * to talk in secret while Eve learns to listen. Messages are drawn; pictures play no part.
 */
export const ganDirectBits: Recipe<Setting> = {
  id: "gan-direct-bits",
  ranges,
  lengths,
  players: (settings) => [networkPlayer(settings), evePlayer(settings)],
  draw: (settings, _examples, random) => drawMessages(settings, random),
  export: (_settings, variables) => writeParties(variables),
  measure: (settings, variables) => measureParties(settings, variables),
};
