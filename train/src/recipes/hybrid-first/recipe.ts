import type { Recipe } from "../../recipe.ts";
import { familyRecipe } from "../../families/hybrid/family-recipe.ts";
import { firstHybridSubject } from "./hybrid-first.ts";
import { lengths, type Setting } from "../../families/hybrid/settings.ts";

/** Both LSTMs of the flagship and its convolutions; lossless whatever their weights are. */
export const hybridFirst: Recipe<Setting> = familyRecipe(firstHybridSubject, lengths);
