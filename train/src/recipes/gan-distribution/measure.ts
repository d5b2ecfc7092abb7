import type { Variables } from "@neuroveil/autodiff";
import type { ConvAutoencoder } from "neuroveil/internal/networks";
import { measureNetwork } from "../../families/convolutional/measure.ts";
import { autoencoder } from "../../families/convolutional/players.ts";
import type { Examples } from "../../data/examples.ts";
import { attacker, trainAttacker } from "../../families/autoencoder/attacker.ts";
import type { Figure, Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";
import { drawStep } from "./draw.ts";
import { freshDiscriminators } from "./fresh-discriminators.ts";
import { measureHiding } from "./hiding.ts";

/**
 * The figures of conv-autoencoder, with an attacker trained anew against the finished generators, who is
 * `adversary`; those of discriminators trained anew; and where the generators hide what they carry.
 */
export async function measureGenerators(
  settings: Settings<Setting>,
  network: ConvAutoencoder,
  variables: Variables,
  examples: Examples,
): Promise<readonly Figure[]> {
  const attacking = await trainAttacker(
    autoencoder,
    settings,
    variables,
    (random) => drawStep(settings, examples, random),
    { steps: settings.freshSteps, threads: 1, seed: "measure" },
  );
  return [
    ...(await measureNetwork(settings, network, attacking, examples, attacker)),
    ...(await freshDiscriminators(settings, variables, examples)),
    ...(await measureHiding(settings, network, examples.heldOut)),
  ];
}
