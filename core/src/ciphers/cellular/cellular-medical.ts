import { flows } from "../../chaos/flow.ts";
import {
  diffusionRoundCount,
  thriftyPermutationDiffusion,
} from "../../layers/permutation-diffusion.ts";
import { onBytePlanes } from "../kinds/byte-plane-cipher.ts";
import { flowCipher, type FlowCipher } from "../kinds/flow-cipher.ts";

/**
 * For samples of 9 to 16 bits, as scanners give them: their high bytes, of which few differ, and their
 * low bytes, which are close to noise, change places and are diffused together.
 */
export const cellularMedical: FlowCipher = onBytePlanes(
  flowCipher({
    id: "cellular-medical",
    family: "cellular",
    source:
      "after Sheela et al. 2020, medical images and a cellular network: planes of high and low bytes; four cells after Peng, Zhang, Liao 2009",
    flow: flows["cellular-4"],
    orbitCount: 6,
    scheme: thriftyPermutationDiffusion,
    rounds: diffusionRoundCount,
  }),
);
