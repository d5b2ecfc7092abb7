import { familyRecipe } from "../../families/hybrid/family-recipe.ts";
import { lengths, ofLengths, type Setting } from "../../families/hybrid/settings.ts";
import { ways } from "../../families/hybrid/players.ts";
import type { Recipe } from "../../recipe.ts";
import { hybridSubject } from "./hybrid.ts";

/** Both LSTMs of the flagship; lossless whatever their weights are. */
export const hybrid: Recipe<Setting> = familyRecipe(
  hybridSubject,
  // Everything there is a sum or a product modulo 2^16, which hardly follows slopes.
  ofLengths({ ...lengths.full, steps: 1000, shown: 2, way: ways.evolution }),
);
