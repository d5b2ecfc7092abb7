import { adam, compile, Graph, Random, Variables } from "@neuroveil/autodiff";
import type { SpeedModel } from "./models.ts";

export interface TrainingSpeed {
  readonly id: string;
  readonly threads: number;
  /** Milliseconds of one step (forward, backward, Adam): the median. */
  readonly stepMs: number;
  /** Milliseconds of processor time of one step, of all threads together: the median. */
  readonly processorMs: number;
  readonly stepsPerSecond: number;
  /** Steps measured. */
  readonly n: number;
}

export interface MeasureOptions {
  readonly threads?: number;
  /** Steps to measure, after two that are not. */
  readonly steps?: number;
}

/** How fast a model trains on random numbers. */
export async function measureTraining(
  { id, build }: SpeedModel,
  { threads = 1, steps = 9 }: MeasureOptions = {},
): Promise<TrainingSpeed> {
  const graph = new Graph();
  const { loss, parameters } = build(graph);
  adam(loss, parameters, { rate: 0.001 });
  const program = await compile(graph, { loss }, { threads });
  const variables = Variables.initial([graph], "speed");
  const random = Random.fromText("speed");
  const inputs = Object.fromEntries(
    graph.inputs.map(({ name, shape }) => {
      const length = shape.reduce((product, axis) => product * axis, 1);
      return [name, Float32Array.from({ length }, () => random.unit())];
    }),
  );
  const wall: number[] = [];
  const processor: number[] = [];
  for (let step = -2; step < steps; step++) {
    const [from, usedBefore] = [performance.now(), process.cpuUsage()];
    await program.run(variables, inputs);
    const used = process.cpuUsage(usedBefore);
    if (step < 0) continue;
    wall.push(performance.now() - from);
    processor.push((used.user + used.system) / 1000);
  }
  await program.release();
  const stepMs = median(wall);
  return {
    id,
    threads,
    stepMs,
    processorMs: median(processor),
    stepsPerSecond: 1000 / stepMs,
    n: steps,
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
