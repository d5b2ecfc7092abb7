import { flows } from "../../chaos/flow.ts";
import { diffusionRoundCount, permutationDiffusion } from "../../layers/permutation-diffusion.ts";
import type { Cipher } from "../cipher.ts";
import { flowCipher, type FlowCipher } from "../kinds/flow-cipher.ts";
import { flowLiteral } from "../kinds/flow-literal.ts";

const source =
  "after Lai et al. 2022, memristive multi-scroll Hopfield network: a flow of that family, as its constants could not be read, with the exact sign";

/** A Hopfield network with a memristor for one of its weights, on nine scrolls. */
export const hopfieldMemristive: FlowCipher = flowCipher({
  id: "hopfield-memristive",
  source,
  flow: flows["memristive-hopfield"],
  scheme: permutationDiffusion,
  rounds: diffusionRoundCount,
});

/** The same flow by the literature's recipe. */
export const hopfieldMemristiveLiteral: Cipher = flowLiteral({
  id: "hopfield-memristive-literal",
  source,
  flow: flows["memristive-hopfield"],
});
