import { flows } from "../../chaos/flow.ts";
import type { OrbitSource } from "../../chaos/orbits.ts";
import { dnaRules } from "../../layers/dna.ts";
import { dnaDiffusion } from "../../layers/dna-diffusion.ts";
import { xorBases } from "../../layers/dna-tables.ts";
import { diffusionRoundCount } from "../../layers/permutation-diffusion.ts";
import type { Cipher } from "../cipher.ts";
import { flowCipher, type FlowCipher } from "../kinds/flow-cipher.ts";
import { flowLiteral } from "../kinds/flow-literal.ts";

const source =
  "after Norouzi and Mirzakuchaki 2017, DNA sequence operations and a cellular network; four cells after Peng, Zhang, Liao 2009";

/** A cellular network's orbits choose, place by place, an operation on DNA bases and the rules of coding. */
export const cellularDna: FlowCipher = flowCipher({
  id: "cellular-dna",
  family: "cellular",
  source: `${source}: sum, difference or exclusive or by 8 x 8 x 8 rules before and after the permutation and diffusion that make it nonlinear`,
  flow: flows["cellular-4"],
  orbitCount: 6,
  scheme: dnaDiffusion,
  rounds: diffusionRoundCount,
  parameters: { dnaRules: dnaRules.length, dnaOperations: 3 },
});

/** The exclusive or of bases alone, by the rule that the slow third coordinate points at. */
export const cellularDnaLiteral: Cipher = flowLiteral({
  id: "cellular-dna-literal",
  family: "cellular",
  source: `${source}: the exclusive or of DNA bases alone, by rule floor |x3|, which is affine`,
  flow: flows["cellular-4"],
  combine: (byte, mask, orbit) => xorBases(byte, mask, ruleAt(orbit)),
});

function ruleAt(orbit: OrbitSource): number {
  return Math.floor(Math.abs(orbit.coordinate(0, 2))) % dnaRules.length;
}
