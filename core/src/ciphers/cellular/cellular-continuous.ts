import { flows } from "../../chaos/flow.ts";
import { thriftyPermutationDiffusion } from "../../layers/permutation-diffusion.ts";
import type { Cipher } from "../cipher.ts";
import { flowCipher, type FlowCipher } from "../kinds/flow-cipher.ts";
import { flowLiteral } from "../kinds/flow-literal.ts";

const source =
  "the survey of four networks, section 2.2 (1), continuous-time cellular network; four cells after Peng, Zhang, Liao 2009";

/** The survey's cellular network in continuous time. */
export const cellularContinuous: FlowCipher = flowCipher({
  id: "cellular-continuous",
  family: "cellular",
  source,
  flow: flows["cellular-4"],
  orbitCount: 6,
  scheme: thriftyPermutationDiffusion,
  rounds: 2,
});

/** The same flow by the literature's recipe. */
export const cellularContinuousLiteral: Cipher = flowLiteral({
  id: "cellular-continuous-literal",
  family: "cellular",
  source,
  flow: flows["cellular-4"],
});
