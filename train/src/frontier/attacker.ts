import {
  compile,
  concatenate,
  convolutionLayer,
  multiply,
  Random,
  relu,
  Variables,
  warmUpAndDecay,
  type Numbers,
  type Scope,
  type Tensor,
} from "@neuroveil/autodiff";
import { adversaryPlayer, type Autoencoder } from "../autoencoder/players.ts";
import type { Settings } from "../recipe.ts";

const [layers, channels] = [5, 32];
const rate = 0.003;

/**
 * A guess with more layers than the adversaries of the trainings have: five convolutions of 32 channels,
 * the last of which sees the cipher image once more.
 */
export function attacker(scope: Scope, cipher: Tensor): Tensor {
  const seen = multiply(cipher, 1 / 128);
  let x = seen;
  for (let i = 1; i < layers; i++) x = relu(convolutionLayer(scope.child(`${i}`), x, channels));
  return multiply(convolutionLayer(scope.child(`${layers}`), concatenate([x, seen], 1), 3), 128);
}

/**
 * Trains an attacker from the beginning against a cipher that no longer learns. The adversary of a
 * training knows how the cipher was at every step before; this one has all its steps for the last.
 *
 * @param trained hold the variables of the encoder
 * @param draw images and keys of one step, other keys for every image
 * @returns variables of the attacker, and the encoder's as they were
 */
export async function trainAttacker(
  autoencoder: Autoencoder,
  settings: Settings,
  trained: Variables,
  draw: (random: Random) => Numbers,
  { steps, threads, seed }: Readonly<{ steps: number; threads: number; seed: string }>,
): Promise<Variables> {
  const { graph, results } = adversaryPlayer({ ...autoencoder, adversary: attacker }, settings);
  const variables = Variables.initial([graph], `${seed}/attacker`);
  for (const name of variables.names) {
    if (name.startsWith("encoder.")) variables.set(name, trained.get(name));
  }
  const schedule = warmUpAndDecay({ peak: rate, steps, warmUp: Math.ceil(steps / 50) });
  const random = Random.fromText(`${seed}/attacker`);
  const program = await compile(graph, results, { threads });
  try {
    for (let step = 0; step < steps; step++) {
      await program.run(variables, { ...draw(random), rate: Float32Array.of(schedule(step)) });
    }
  } finally {
    await program.release();
  }
  return variables;
}
