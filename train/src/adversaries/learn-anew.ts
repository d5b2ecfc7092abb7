import {
  compile,
  Variables,
  warmUpAndDecay,
  type Graph,
  type Numbers,
  type Tensor,
} from "@neuroveil/autodiff";

export interface LearnAnewOptions {
  readonly steps: number;
  /** Highest learning rate. */
  readonly rate: number;
  /** What the initial weights depend on. */
  readonly seed: string;
  readonly threads?: number;
}

/** The variables of the two halves of a network that encrypts. */
const halves = /^(en|de)coder\./;

/**
 * Trains somebody from the beginning against a finished network. Those who learned together with it knew
 * it at every step before; this one has all its steps for the last.
 *
 * @param player whose optimiser leaves encoder and decoder alone; `rate` is among its inputs
 * @param trained hold the variables of encoder and decoder
 * @param draw inputs of one step, without the rate
 * @returns the variables of the player's graph
 */
export async function learnAnew(
  { graph, results }: { graph: Graph; results: Readonly<Record<string, Tensor>> },
  trained: Variables,
  draw: () => Numbers,
  { steps, rate, seed, threads = 1 }: LearnAnewOptions,
): Promise<Variables> {
  const variables = Variables.initial([graph], seed);
  for (const name of variables.names) {
    if (halves.test(name)) variables.set(name, trained.get(name));
  }
  const schedule = warmUpAndDecay({ peak: rate, steps, warmUp: Math.ceil(steps / 50) });
  const program = await compile(graph, results, { threads });
  try {
    for (let step = 0; step < steps; step++) {
      await program.run(variables, { ...draw(), rate: Float32Array.of(schedule(step)) });
    }
  } finally {
    await program.release();
  }
  return variables;
}
