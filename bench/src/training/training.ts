import { availableParallelism } from "node:os";
import { NeuroveilError } from "neuroveil/errors";
import { speedModels } from "./models.ts";
import { measureSteps, type TrainingSpeed } from "./steps.ts";

/** The training rows, or why there are none. */
export type TrainingReport =
  | { readonly results: readonly TrainingSpeed[] }
  | { readonly leftOut: string };

export interface TrainingOptions {
  /** Processor cores: more threads than these are not measured. */
  readonly cores?: number;
  readonly measure?: typeof measureSteps;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Times training steps (forward, backward and Adam on batches of 64) of the three models of the speed
 * table with one thread and with two, beside the same steps written by hand. Where onnxruntime does
 * not run, nothing can be timed.
 *
 * @throws {NeuroveilError} "aborted" when the signal fires
 */
export async function measureTraining({
  cores = availableParallelism(),
  measure = measureSteps,
  signal,
}: TrainingOptions = {}): Promise<TrainingReport> {
  const results: TrainingSpeed[] = [];
  for (const model of speedModels) {
    for (const threads of [1, 2].slice(0, cores)) {
      try {
        results.push(await measure(model, { threads, ...model.effort, signal }));
      } catch (error) {
        if (!(error instanceof NeuroveilError) || error.code !== "unsupported") throw error;
        return { leftOut: error.message };
      }
    }
  }
  return { results };
}
