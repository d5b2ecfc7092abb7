import { familyRecipe } from "../../families/hybrid/family-recipe.ts";
import { lengths, ofLengths, type Setting } from "../../families/hybrid/settings.ts";
import { ways } from "../../families/hybrid/players.ts";
import type { Recipe } from "../../recipe.ts";
import { cnnOnlySubject } from "./cnn-only-first.ts";

/** The ablation without LSTM; lossless whatever its weights are. */
export const cnnOnlyFirst: Recipe<Setting> = familyRecipe(
  cnnOnlySubject,
  // Sums modulo 2^16 hardly follow slopes; these few weights are learned soon.
  ofLengths({ ...lengths.full, steps: 1000, way: ways.evolution }),
);
