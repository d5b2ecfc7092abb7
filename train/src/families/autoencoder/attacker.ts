import {
  concatenate,
  convolutionLayer,
  multiply,
  Random,
  relu,
  type Numbers,
  type Scope,
  type Tensor,
  type Variables,
} from "@neuroveil/autodiff";
import { learnAnew } from "../../adversaries/learn-anew.ts";
import type { Settings } from "../../recipe.ts";
import { adversaryPlayer, type Autoencoder } from "./players.ts";

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
 * Trains an attacker from the beginning against a cipher that no longer learns.
 *
 * @param trained hold the variables of the encoder
 * @param draw images and keys of one step, other keys for every image
 * @returns variables of the attacker, and the encoder's as they were
 */
export function trainAttacker<Name extends string>(
  autoencoder: Autoencoder<Name>,
  settings: Settings<NoInfer<Name> | "batch">,
  trained: Variables,
  draw: (random: Random) => Numbers,
  { steps, threads, seed }: Readonly<{ steps: number; threads: number; seed: string }>,
): Promise<Variables> {
  const player = adversaryPlayer({ ...autoencoder, adversary: attacker }, settings, 1);
  const own = `${seed}/attacker`;
  const random = Random.fromText(own);
  return learnAnew(player, trained, () => draw(random), { steps, rate, threads, seed: own });
}
