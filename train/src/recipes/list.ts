import { NeuroveilError } from "neuroveil/errors";
import { convAutoencoder } from "./conv-autoencoder/recipe.ts";
import { cnnOnlyFirst } from "./cnn-only-first/recipe.ts";
import { ganDirect } from "./gan-direct/recipe.ts";
import { ganDirectBits } from "./gan-direct-bits/recipe.ts";
import { ganDistribution } from "./gan-distribution/recipe.ts";
import { ganExact } from "./gan-exact/recipe.ts";
import { ganPerturbation } from "./gan-perturbation/recipe.ts";
import { hybrid } from "./hybrid/recipe.ts";
import { hybridFirst } from "./hybrid-first/recipe.ts";
import { hybridAutoencoder } from "./hybrid-autoencoder/recipe.ts";
import type { Recipe } from "../recipe.ts";

/** Every cipher that can be trained. A new one is a folder beside this and a line here. */
export const recipes: readonly Recipe[] = [
  convAutoencoder,
  hybridAutoencoder,
  ganExact,
  ganDirectBits,
  ganDirect,
  ganDistribution,
  ganPerturbation,
  hybrid,
  hybridFirst,
  cnnOnlyFirst,
];

/** @throws {NeuroveilError} "usage" when there is no recipe of this name */
export function recipeById(id: string): Recipe {
  const recipe = recipes.find((recipe) => recipe.id === id);
  if (recipe !== undefined) return recipe;
  throw new NeuroveilError("usage", {
    expected: `one of ${recipes.map((recipe) => recipe.id).join(", ")} to train`,
    got: id,
    todo: "choose one of them",
  });
}
