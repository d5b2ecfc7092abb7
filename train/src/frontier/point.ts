import { createHash } from "node:crypto";
import { Variables } from "@neuroveil/autodiff";
import { openDataset } from "@neuroveil/lab/datasets";
import { NeuroveilError } from "neuroveil/errors";
import { readExamples } from "../data/examples.ts";
import type { Figure, AnySettings } from "../recipe.ts";
import { recipeById } from "../recipes/list.ts";
import type { Machine } from "../run/machine.ts";
import { RunFolder } from "../run/run-folder.ts";
import { attacker, trainAttacker } from "../families/autoencoder/attacker.ts";
import { autoencoders } from "./autoencoders.ts";

/** Pictures that a finished training is measured on. */
export interface UnseenData {
  /** As the laboratory's `openDataset` takes it. */
  readonly name: string;
  /** Crops. */
  readonly measured: number;
}

/** A finished training as a point of quality against security. */
export interface FrontierPoint {
  readonly recipe: string;
  readonly settings: AnySettings;
  readonly machine: Machine;
  /** Of the integer weights. */
  readonly sha256: string;
  /** By the name of the data; "adversary" in the ids is the attacker, not that of the training. */
  readonly figures: Readonly<Record<string, readonly Figure[]>>;
}

/**
 * Measures a finished training of an autoencoder on pictures that it has not seen, with an attacker
 * trained anew on the pictures that it was trained with.
 *
 * @param path folder of the training
 * @param unseen of the training's own data the pictures held out, of other data all
 * @param attackSteps of the attacker
 * @throws {NeuroveilError} "usage" when the training is not that of an autoencoder, or not finished
 */
export async function frontierPoint(
  path: string,
  unseen: readonly UnseenData[],
  attackSteps: number,
): Promise<FrontierPoint> {
  const { config, ...loaded } = await loadTrained(path);
  const { recipe: id, settings, threads, seed, data, machine } = config;
  const recipe = recipeById(id);
  const row = rowOf(id);
  const own = await readExamples(await openDataset(data.name));
  const attacking = await trainAttacker(
    row.autoencoder,
    settings,
    loaded.trained,
    (random) => recipe.draw(settings, own, random),
    { steps: attackSteps, threads, seed },
  );
  const figures: Record<string, readonly Figure[]> = {};
  for (const { name, measured } of unseen) {
    const others = name === data.name ? own : await readExamples(await openDataset(name));
    const heldOut =
      others.fingerprint === own.fingerprint
        ? own.heldOut
        : [...others.training, ...others.heldOut];
    const match = { trained: loaded.trained, attacking, attacker };
    figures[name] = await row.measure({ ...settings, measured }, match, { ...others, heldOut });
  }
  const sha256 = createHash("sha256").update(recipe.export(settings, loaded.trained)).digest("hex");
  return { recipe: id, settings, machine, sha256, figures };
}

function rowOf(id: string) {
  const row = autoencoders.get(id);
  if (row !== undefined) return row;
  throw new NeuroveilError("usage", {
    expected: `a training of ${[...autoencoders.keys()].join(" or ")}`,
    got: `one of ${id}`,
    todo: "choose another folder",
  });
}

async function loadTrained(path: string) {
  const folder = await RunFolder.open(path);
  const { config } = folder;
  const players = recipeById(config.recipe).players(config.settings);
  const trained = Variables.initial(
    players.map(({ graph }) => graph),
    config.seed,
  );
  const position = await folder.loadCheckpoint(trained);
  if (position?.step === config.settings.steps) return { config, trained };
  throw new NeuroveilError("usage", {
    expected: `a finished training in ${path}`,
    got: `one of ${position?.step ?? 0} of ${config.settings.steps} steps`,
    todo: `finish it with \`neuroveil train --resume ${path}\``,
  });
}
