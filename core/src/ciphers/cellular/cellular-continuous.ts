import { flows, type Flow } from "../../chaos/flow.ts";
import {
  diffusionRoundCount,
  thriftyPermutationDiffusion,
} from "../../layers/permutation-diffusion.ts";
import type { Cipher } from "../cipher.ts";
import { flowCipher, type FlowCipher } from "../kinds/flow-cipher.ts";
import { flowLiteral } from "../kinds/flow-literal.ts";

const source =
  "the survey of four networks, section 2.2 (1), continuous-time cellular network; four cells after Peng, Zhang, Liao 2009";

const row = {
  id: "cellular-continuous",
  family: "cellular",
  source,
  flow: flows["cellular-4"],
  orbitCount: 6,
  scheme: thriftyPermutationDiffusion,
  rounds: diffusionRoundCount,
} as const;

/** The survey's cellular network in continuous time. */
export const cellularContinuous: FlowCipher = flowCipher(row);

/**
 * cellular-continuous with samples at other times, for studies of its generator.
 * @param id under which results are shown; it enters key derivation
 * @example
 * const dense = cellularVariant("cellular-dense", { stepsPerSample: 10, transientSamples: 6000 });
 */
export function cellularVariant(
  id: string,
  sampling: Pick<Flow, "stepsPerSample" | "transientSamples">,
): FlowCipher {
  return flowCipher({ ...row, id, flow: { ...flows["cellular-4"], ...sampling } });
}

/** The same flow by the literature's recipe. */
export const cellularContinuousLiteral: Cipher = flowLiteral({
  id: "cellular-continuous-literal",
  family: "cellular",
  source,
  flow: flows["cellular-4"],
});
