import { availableParallelism } from "node:os";
import { measureTraining, speedModels, type TrainingSpeed } from "@neuroveil/train";
import { NeuroveilError } from "neuroveil/errors";

/** How fast a model trains here, beside the same model as an ONNX graph written by hand. */
export interface TrainingResult extends TrainingSpeed {
  /** Milliseconds of one step of the latter in onnxruntime, 2 cores, Node 20.20. */
  readonly yardstickMs: number;
  /** `stepMs` over `yardstickMs`: elsewhere than on that machine it compares machines as well. */
  readonly ratio: number;
}

/** The training rows, or why there are none. */
export type TrainingReport =
  | { readonly results: readonly TrainingResult[] }
  | { readonly leftOut: string };

/** `yardstickMs` of each model with one thread and with two, and steps enough for a median. */
const rows: Readonly<
  Record<string, { readonly yardstickMs: readonly number[]; readonly steps: number }>
> = {
  "train-conv-autoencoder": { yardstickMs: [98, 64], steps: 15 },
  "train-u-net": { yardstickMs: [193, 126], steps: 15 },
  "train-lstm": { yardstickMs: [6.2, 4.8], steps: 101 },
};

export interface TrainingOptions {
  /** Processor cores: more threads than these are not measured. */
  readonly cores?: number;
  readonly measure?: typeof measureTraining;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Times training steps (forward, backward and Adam on batches of 64) of the three models of the speed
 * table with one thread and with two. Where onnxruntime does not run, nothing can be timed.
 *
 * @throws {NeuroveilError} "aborted" when the signal fires
 */
export async function measureTrainings({
  cores = availableParallelism(),
  measure = measureTraining,
  signal,
}: TrainingOptions = {}): Promise<TrainingReport> {
  const results: TrainingResult[] = [];
  for (const model of speedModels) {
    const { yardstickMs, steps } = rows[model.id]!;
    for (const [i, yardstick] of yardstickMs.slice(0, cores).entries()) {
      if (signal?.aborted)
        throw new NeuroveilError("aborted", "the benchmark was stopped before it was done", {
          cause: signal.reason,
        });
      try {
        const speed = await measure(model, { threads: i + 1, steps });
        results.push({ ...speed, yardstickMs: yardstick, ratio: speed.stepMs / yardstick });
      } catch (error) {
        if (!(error instanceof NeuroveilError) || error.code !== "unsupported") throw error;
        return { leftOut: error.message };
      }
    }
  }
  return { results };
}
