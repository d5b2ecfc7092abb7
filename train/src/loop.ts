import { Random, warmUpAndDecay, type Numbers } from "@neuroveil/autodiff";
import { NeuroveilError } from "neuroveil/errors";
import type { Position } from "./run/checkpoint.ts";
import { isRecorded, type CurvePoint } from "./run/curves.ts";
import type { RunFolder } from "./run/run-folder.ts";
import type { CompiledPlayers } from "./compiled-players.ts";

/** Part of the training in which the learning rate rises. */
const warmUpPart = 0.02;

export interface TrainingProgress {
  /** Steps done. */
  readonly step: number;
  readonly steps: number;
  readonly rate: number;
  /** By "player/result". */
  readonly results: Readonly<Record<string, number>>;
  /** Seconds that the steps left will take, at the pace of this call. */
  readonly secondsLeft: number;
}

export interface Training {
  readonly compiled: CompiledPlayers;
  readonly folder: RunFolder;
  /** Steps between two checkpoints. */
  readonly checkpointSteps: number;
  readonly onProgress?: ((progress: TrainingProgress) => void) | undefined;
}

/**
 * Runs the steps that are left, with a checkpoint now and then. A step depends on the variables, the
 * position and the configuration alone, so it does not matter who stopped in between.
 *
 * @returns the curve of the whole training
 * @throws {NeuroveilError} "limit" when a loss is no longer a number
 */
export async function runSteps(training: Training, from: Position): Promise<readonly CurvePoint[]> {
  const { compiled, folder, checkpointSteps, onProgress } = training;
  const { recipe, variables, examples } = compiled;
  const { settings } = folder.config;
  const { steps, rate: peak } = settings;
  const schedule = warmUpAndDecay({ peak, steps, warmUp: Math.floor(steps * warmUpPart) });
  const random = Random.fromState(from.random);
  const curve = [...from.curve];
  const begun = performance.now();
  for (let done = from.step; done < steps; done++) {
    const rate = schedule(done);
    const inputs = (): Numbers => ({
      ...recipe.draw(settings, examples, random),
      rate: Float32Array.of(rate),
    });
    const results = await runPlayers(compiled, inputs);
    const step = done + 1;
    const lost = Object.entries(results).find(([, value]) => !Number.isFinite(value));
    if (lost !== undefined) {
      throw new NeuroveilError("limit", {
        expected: "losses to stay finite",
        got: `${lost[0]} = ${lost[1]} in step ${step}`,
        todo: "train again with a lower rate",
      });
    }
    if (isRecorded(step, steps)) curve.push({ step, rate, results });
    const pace = (performance.now() - begun) / 1000 / (step - from.step);
    onProgress?.({ step, steps, rate, results, secondsLeft: pace * (steps - step) });
    if (step % checkpointSteps === 0 || step === steps) {
      await folder.saveCheckpoint(variables, { step, random: random.state, curve });
    }
  }
  return curve;
}

/** One step: every player in turn. The results are those of each player's last run. */
async function runPlayers(
  { players, variables }: CompiledPlayers,
  inputs: () => Numbers,
): Promise<Readonly<Record<string, number>>> {
  const results: Record<string, number> = {};
  for (const { player, program } of players) {
    for (let run = 0; run < player.runs; run++) {
      const numbers = await program.run(variables, inputs());
      for (const [name, values] of Object.entries(numbers)) {
        results[`${player.name}/${name}`] = values[0]!;
      }
    }
  }
  return results;
}
