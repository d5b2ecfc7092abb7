import { cellularContinuous } from "./cellular-continuous.ts";
import { cellularDna } from "./cellular-dna.ts";
import { cellularDual } from "./cellular-dual.ts";
import { cellularMedical } from "./cellular-medical.ts";
import type { FlowCipher } from "./flow-cipher.ts";
import { hopfieldColour } from "./hopfield-colour.ts";
import { hopfieldConv } from "./hopfield-conv.ts";
import { hopfieldInput } from "./hopfield-input.ts";
import { hopfieldMemristive } from "./hopfield-memristive.ts";
import { hopfieldWeights } from "./hopfield-weights.ts";

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
