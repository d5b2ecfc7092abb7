import type { Variables } from "@neuroveil/autodiff";
import type { Recipe } from "../../recipe.ts";
import { drawDirections, drawTiles } from "./inputs.ts";
import { measureWeights } from "./measure.ts";
import { adversaryPlayer, networkPlayer } from "./players.ts";
import { ranges, type Setting } from "./settings.ts";
import { trainedWeights } from "./quantised-export.ts";
import type { Subject } from "./subject.ts";

/** The recipe of a network of the hybrid family: it and adversaries learn in turns. */
export function familyRecipe(
  subject: Subject,
  lengths: Recipe<Setting>["lengths"],
): Recipe<Setting> {
  const { id, contender } = subject;
  const shipped = (variables: Variables): Uint8Array =>
    subject.write(subject.project(trainedWeights(contender, variables)));
  return {
    id,
    ranges,
    lengths,
    players: (settings) =>
      settings.adversaryRuns === 0
        ? [networkPlayer(contender, settings)]
        : [adversaryPlayer(contender, settings), networkPlayer(contender, settings)],
    draw: (settings, { training }, random) => ({
      ...drawTiles(settings, contender, training, random),
      ...drawDirections(settings, contender, random),
    }),
    export: (_settings, variables) => {
      const file = shipped(variables);
      subject.check(file);
      return file;
    },
    measure: (settings, variables, examples) =>
      measureWeights(subject, settings, shipped(variables), examples),
  };
}
