import { createHash } from "node:crypto";
import { Random, type Device } from "@neuroveil/autodiff";
import { openDataset } from "@neuroveil/lab/datasets";
import { NeuroveilError } from "neuroveil/errors";
import { readExamples } from "./data/examples.ts";
import { runSteps, type Training, type TrainingProgress } from "./loop.ts";
import { modelCard, type ModelCard } from "./evaluation/model-card.ts";
import type { AnySettings } from "./recipe.ts";
import { recipeById } from "./recipes/list.ts";
import type { CurvePoint } from "./run/curves.ts";
import { thisMachine } from "./run/machine.ts";
import type { RunConfig } from "./run/run-config.ts";
import { RunFolder } from "./run/run-folder.ts";
import { settingsOf } from "./settings.ts";
import { CompiledPlayers } from "./compiled-players.ts";

/** What does not change the result. */
export interface Watching {
  /** Steps between two checkpoints, 100 when absent: what is lost at most when a training is stopped. */
  readonly checkpointSteps?: number;
  readonly onProgress?: (progress: TrainingProgress) => void;
}

export interface NewTraining extends Watching {
  /** Id of a recipe. */
  readonly recipe: string;
  /** As the laboratory's `openDataset` takes it. */
  readonly dataset: string;
  readonly settings: AnySettings;
  /** Initial weights, examples and keys depend on it. */
  readonly seed: string;
  /** Threads of one step. */
  readonly threads: number;
  /** Where to compute, the CPU when absent; weights of a GPU cannot be repeated bit for bit. */
  readonly device?: Device;
  /** Folder for the training, which is made; it must not hold one already. */
  readonly output: string;
}

export interface Trained {
  readonly folder: string;
  readonly card: ModelCard;
  readonly curve: readonly CurvePoint[];
  /** False where the training began on another machine, so that the weights can differ from its. */
  readonly sameMachine: boolean;
}

/**
 * Trains a cipher into a folder: configuration, checkpoints, curves, and at the end the integer weights
 * with their model card.
 *
 * @throws {NeuroveilError} when data or folder are missing, damaged or do not fit, "usage" when there is
 *   no such recipe or setting
 * @example
 * const recipe = recipeById("conv-autoencoder");
 * const { card } = await train({
 *   recipe: recipe.id,
 *   dataset: "generated",
 *   settings: settingsOf(recipe, "quick", { channels: 8 }),
 *   seed: "1",
 *   threads: 1,
 *   output: "run",
 * });
 */
export async function train(options: NewTraining): Promise<Trained> {
  const { dataset: name, recipe, settings, seed, threads, device = "cpu", output } = options;
  settingsOf(recipeById(recipe), "full", settings);
  if (!Number.isInteger(threads) || threads < 1) {
    throw new RangeError(`"threads" expected a whole number from 1, got ${threads}`);
  }
  const examples = await readExamples(await openDataset(name));
  const config: RunConfig = {
    format: "neuroveil run 1",
    recipe,
    settings,
    seed,
    threads,
    device,
    data: {
      name,
      training: examples.training.length,
      heldOut: examples.heldOut.length,
      fingerprint: examples.fingerprint,
    },
    machine: await thisMachine(),
  };
  const compiled = await CompiledPlayers.compile(config, examples);
  try {
    return await run(await RunFolder.create(output, config), compiled, options);
  } finally {
    await compiled.release();
  }
}

/**
 * Goes on with a training that was stopped, wherever that was: it ends with the weights that it would
 * have ended with, bit for bit, on the same machine.
 *
 * @throws {NeuroveilError} when the folder's content or its data are missing, damaged or altered
 */
export async function resumeTraining(path: string, watching: Watching = {}): Promise<Trained> {
  const folder = await RunFolder.open(path);
  const { data, recipe, settings } = folder.config;
  // Whoever edited the settings by hand hears of it here.
  settingsOf(recipeById(recipe), "full", settings);
  const examples = await readExamples(await openDataset(data.name));
  if (examples.fingerprint !== data.fingerprint) {
    throw new NeuroveilError("input", {
      expected: `the pictures that ${path} was trained with`,
      got: `others in ${data.name}`,
      todo: "restore them, or start again in a new folder",
    });
  }
  const compiled = await CompiledPlayers.compile(folder.config, examples);
  try {
    return await run(folder, compiled, watching);
  } finally {
    await compiled.release();
  }
}

async function run(
  folder: RunFolder,
  compiled: CompiledPlayers,
  { checkpointSteps = 100, onProgress }: Watching,
): Promise<Trained> {
  const { config } = folder;
  const position = (await folder.loadCheckpoint(compiled.variables)) ?? {
    step: 0,
    random: Random.fromText(`${config.seed}/examples`).state,
    curve: [],
  };
  const training: Training = { compiled, folder, checkpointSteps, onProgress };
  const curve = await runSteps(training, position);
  const card = await finish(training);
  const sameMachine = JSON.stringify(await thisMachine()) === JSON.stringify(config.machine);
  return { folder: folder.path, card, curve, sameMachine };
}

/** Measures the trained network and writes its weights and card. */
async function finish({ compiled, folder }: Training): Promise<ModelCard> {
  const { recipe, variables, examples } = compiled;
  const { config } = folder;
  const weights = recipe.export(config.settings, variables);
  const figures = await recipe.measure(config.settings, variables, examples);
  const sha256 = createHash("sha256").update(weights).digest("hex");
  const card = modelCard(config, { sha256, bytes: weights.length }, figures);
  await folder.write("model.safetensors", weights);
  await folder.write("card.json", `${JSON.stringify(card, undefined, 2)}\n`);
  return card;
}
