import { flows } from "../../chaos/flow.ts";
import { inputIndex } from "../../chaos/hopfield.ts";
import { diffusionRoundCount, permutationDiffusion } from "../../layers/permutation-diffusion.ts";
import type { Cipher } from "../cipher.ts";
import { flowCipher, type FlowCipher } from "../kinds/flow-cipher.ts";
import { flowLiteral } from "../kinds/flow-literal.ts";
import type { KeyedModulation } from "../kinds/orbit-key.ts";

/** The network stays hyperchaotic under inputs of 0.02 to 0.4, drawn anew before every sample. */
const amplitude = 0.2;

/** A skew tent map of its own for the input of each neuron but the fast fourth. */
const inputModulations: readonly KeyedModulation[] = [0, 1, 2].map((neuron) => ({
  parameter: inputIndex(4, neuron),
  swing: amplitude,
}));

const source =
  "the survey of four networks, section 2.1 (2), input perturbed by chaotic maps; Hopfield network after Li, Huang, Yang 2005";

/**
 * The survey's chaotic network with perturbed input: chaotic maps drive the inputs of a hyperchaotic
 * Hopfield network.
 */
export const hopfieldInput: FlowCipher = flowCipher({
  id: "hopfield-input",
  source,
  flow: flows["hopfield-4"],
  modulations: inputModulations,
  scheme: permutationDiffusion,
  rounds: diffusionRoundCount,
});

/** The same flow by the literature's recipe. */
export const hopfieldInputLiteral: Cipher = flowLiteral({
  id: "hopfield-input-literal",
  source,
  flow: flows["hopfield-4"],
  modulations: inputModulations,
});
