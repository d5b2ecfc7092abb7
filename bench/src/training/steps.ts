import { adam, compile, Graph, Random, Variables, type Tensor } from "@neuroveil/autodiff";
import { NeuroveilError } from "neuroveil/errors";
import { median, quantile } from "@neuroveil/lab/statistics";
import type { SpeedModel } from "./models.ts";

/** How fast a model trains, beside the same step written by hand. */
export interface TrainingSpeed {
  readonly id: string;
  readonly threads: number;
  /** Milliseconds of one step (forward, backward, Adam): the median. */
  readonly stepMs: number;
  /** Milliseconds of processor time of one step, of all threads together: the median. */
  readonly processorMs: number;
  readonly stepsPerSecond: number;
  /** Milliseconds of one step of the graph that was written by hand: the median. */
  readonly byHandMs: number;
  /** `stepMs` over `byHandMs`: median over the rounds. */
  readonly ratio: number;
  /** Quartiles of `ratio` over the rounds. */
  readonly ratioQuartiles: readonly [number, number];
  /** Steps measured of either. */
  readonly n: number;
}

export interface StepsOptions {
  readonly threads: number;
  /** How often both are measured, one right after the other. */
  readonly rounds: number;
  /** Steps of either in a round, after one that is not measured. */
  readonly steps: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Trains a model on random numbers in rounds, each of them some steps of what the autodiff makes of it
 * and some of the graph written by hand. Who goes first alternates. Not step by step: threads of
 * onnxruntime that wait for more work would be in the other's way.
 *
 * @throws {NeuroveilError} "aborted" when the signal fires between two rounds, "unsupported" where
 *   onnxruntime does not run
 */
export async function measureSteps(
  model: SpeedModel,
  { threads, rounds, steps, signal }: StepsOptions,
): Promise<TrainingSpeed> {
  const ours = await trainee((graph) => {
    const { loss, parameters } = model.build(graph);
    adam(loss, parameters, { rate: 0.001 });
    return loss;
  }, threads);
  const byHand = await trainee(model.byHand, threads);
  const found: { readonly ours: Steps; readonly byHand: Steps }[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      if (signal?.aborted)
        throw new NeuroveilError("aborted", {
          sentence: "the benchmark was stopped before it was done",
          cause: signal.reason,
        });
      const [first, second] = round % 2 === 0 ? [ours, byHand] : [byHand, ours];
      const [one, other] = [await first.run(steps), await second.run(steps)];
      found.push(round % 2 === 0 ? { ours: one, byHand: other } : { ours: other, byHand: one });
    }
  } finally {
    await ours.release();
    await byHand.release();
  }
  const stepMs = median(found.flatMap((round) => round.ours.wall));
  const ratios = found.map((round) => median(round.ours.wall) / median(round.byHand.wall));
  return {
    id: model.id,
    threads,
    stepMs,
    processorMs: median(found.flatMap((round) => round.ours.processor)),
    stepsPerSecond: 1000 / stepMs,
    byHandMs: median(found.flatMap((round) => round.byHand.wall)),
    ratio: median(ratios),
    ratioQuartiles: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
    n: rounds * steps,
  };
}

/** Milliseconds of each step. */
interface Steps {
  readonly wall: readonly number[];
  readonly processor: readonly number[];
}

interface Trainee {
  readonly run: (steps: number) => Promise<Steps>;
  readonly release: () => Promise<void>;
}

/** @param build declares a whole training step and returns its loss */
async function trainee(build: (graph: Graph) => Tensor, threads: number): Promise<Trainee> {
  const graph = new Graph();
  const program = await compile(graph, { loss: build(graph) }, { threads });
  const variables = Variables.initial([graph], "speed");
  const inputs = randomInputs(graph);
  return {
    run: async (steps) => {
      const [wall, processor]: [number[], number[]] = [[], []];
      for (let step = -1; step < steps; step++) {
        const [from, usedBefore] = [performance.now(), process.cpuUsage()];
        await program.run(variables, inputs);
        const used = process.cpuUsage(usedBefore);
        if (step < 0) continue;
        wall.push(performance.now() - from);
        processor.push((used.user + used.system) / 1000);
      }
      return { wall, processor };
    },
    release: () => program.release(),
  };
}

/** Numbers between 0 and 1 for every input; the same for the same names and shapes. */
export function randomInputs(graph: Graph): Readonly<Record<string, Float32Array>> {
  const random = Random.fromText("speed");
  return Object.fromEntries(
    graph.inputs.map(({ name, shape }) => {
      const length = shape.reduce((product, axis) => product * axis, 1);
      return [name, Float32Array.from({ length }, () => random.unit())];
    }),
  );
}
