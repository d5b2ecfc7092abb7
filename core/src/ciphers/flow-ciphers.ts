import { cellularContinuous } from "./cellular/cellular-continuous.ts";
import { cellularDna } from "./cellular/cellular-dna.ts";
import { cellularDual } from "./cellular/cellular-dual.ts";
import { cellularMedical } from "./cellular/cellular-medical.ts";
import type { FlowCipher } from "./kinds/flow-cipher.ts";
import { hopfieldColour } from "./chaotic/hopfield-colour.ts";
import { hopfieldConv } from "./chaotic/hopfield-conv.ts";
import { hopfieldInput } from "./chaotic/hopfield-input.ts";
import { hopfieldMemristive } from "./chaotic/hopfield-memristive.ts";
import { hopfieldWeights } from "./chaotic/hopfield-weights.ts";

/** The ciphers on flows, with access to their orbits. */
export const flowCiphers: readonly FlowCipher[] = [
  hopfieldWeights,
  hopfieldInput,
  hopfieldConv,
  hopfieldMemristive,
  hopfieldColour,
  cellularContinuous,
  cellularDna,
  cellularDual,
  cellularMedical,
];
