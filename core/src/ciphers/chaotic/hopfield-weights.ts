import { flows } from "../../chaos/flow.ts";
import { weightIndex } from "../../chaos/hopfield.ts";
import { diffusionRoundCount, permutationDiffusion } from "../../layers/permutation-diffusion.ts";
import type { Cipher } from "../cipher.ts";
import { flowCipher, type FlowCipher } from "../kinds/flow-cipher.ts";
import { flowLiteral } from "../kinds/flow-literal.ts";
import type { KeyedModulation } from "../kinds/orbit-key.ts";

const flow = flows["hopfield-4"];

/** A tenth of every weight that is not 0: far inside the 40% at which the network is still chaotic. */
const share = 0.1;

const places = Array.from({ length: 16 }, (_, i) => weightIndex(4, i >> 2, i & 3));

/** Every weight is moved by a skew tent map of its own. */
const weightModulations: readonly KeyedModulation[] = places
  .filter((parameter) => flow.parameters[parameter] !== 0)
  .map((parameter) => ({ parameter, swing: share * flow.parameters[parameter]! }));

const source =
  "the survey of four networks, section 2.1 (1), weights perturbed by chaotic sequences; Hopfield network after Li, Huang, Yang 2005";

/**
 * The survey's chaotic network with perturbed weights: a hyperchaotic Hopfield network whose weights
 * chaotic sequences change before every sample.
 */
export const hopfieldWeights: FlowCipher = flowCipher({
  id: "hopfield-weights",
  source,
  flow,
  modulations: weightModulations,
  scheme: permutationDiffusion,
  rounds: diffusionRoundCount,
});

/** The same flow by the literature's recipe. */
export const hopfieldWeightsLiteral: Cipher = flowLiteral({
  id: "hopfield-weights-literal",
  source,
  flow,
  modulations: weightModulations,
});
