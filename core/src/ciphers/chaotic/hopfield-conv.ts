import { growth } from "../../layers/growth.ts";
import { flows } from "../../chaos/flow.ts";
import { chaoticConvolution } from "../../layers/chaotic-convolution.ts";
import type { Cipher } from "../cipher.ts";
import { flowCipher, type FlowCipher } from "../kinds/flow-cipher.ts";
import { flowLiteral } from "../kinds/flow-literal.ts";

const flow = flows["hopfield-3"];

/**
 * A change reaches some twenty times as many bytes a round, and all of a megabyte after six; larger
 * images take a round more for every factor of eight.
 */
function roundsFor(bytes: number): number {
  return 8 + growth(bytes, 8);
}

const source =
  "the survey of four networks, section 2.1 (3), chaotic perturbations embedded in convolutional layers; Hopfield network of three neurons with weights of the kind that Bao takes";

/** Convolutions of each half of the bytes mask the other half; a chaotic network gives all their parts. */
export const hopfieldConv: FlowCipher = flowCipher({
  id: "hopfield-conv",
  source,
  flow,
  scheme: (mask, word) => chaoticConvolution(mask, word, roundsFor(mask[0].length)),
  rounds: roundsFor(1),
});

/** The same flow by the literature's recipe. */
export const hopfieldConvLiteral: Cipher = flowLiteral({
  id: "hopfield-conv-literal",
  source,
  flow,
});
