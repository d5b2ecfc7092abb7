import { flows } from "../../chaos/flow.ts";
import { simultaneous } from "../../layers/simultaneous.ts";
import type { Cipher } from "../cipher.ts";
import { flowCipher, type FlowCipher } from "../kinds/flow-cipher.ts";
import { flowLiteral } from "../kinds/flow-literal.ts";

const source =
  "after Liu et al. 2019, simultaneous permutation and diffusion of colour images by a Hopfield network: built from the title's property, six passes whose chains run in encryption and six whose chains run in decryption";

/** All channels of a colour image in one string: a byte is placed and masked in the same step. */
export const hopfieldColour: FlowCipher = flowCipher({
  id: "hopfield-colour",
  source,
  flow: flows["hopfield-3"],
  scheme: simultaneous,
  rounds: 12,
});

/** The same flow by the literature's recipe. */
export const hopfieldColourLiteral: Cipher = flowLiteral({
  id: "hopfield-colour-literal",
  source,
  flow: flows["hopfield-3"],
});
