import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { printable, systemError } from "@neuroveil/files";
import { NeuroveilError } from "neuroveil/errors";
import type { ModelCard } from "../evaluation/model-card.ts";

const cardName = "card.json";

/** Model card of a finished training. @throws NeuroveilError "input" where there is none */
export async function readCard(run: string): Promise<ModelCard> {
  const path = join(run, cardName);
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw systemError("input", `the card of a finished training, ${printable(path)}`, error);
  });
  return JSON.parse(text) as ModelCard;
}

/** The page of the model that trainings are of. @throws NeuroveilError "usage" for those of several */
export async function modelPage(runs: readonly string[]): Promise<string> {
  const cards = await Promise.all(runs.map(readCard));
  const [recipe, ...others] = new Set(cards.map((card) => card.recipe));
  if (recipe !== undefined && others.length === 0) return `models/${recipe}.md`;
  throw new NeuroveilError(
    "usage",
    recipe === undefined
      ? "expected folders of finished trainings, got none; name at least one"
      : `expected trainings of one recipe, got those of ${[recipe, ...others].join(" and ")}; name those of one`,
  );
}
