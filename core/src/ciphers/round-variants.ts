import { adaptiveSteps, cellularAdaptiveOfSteps } from "./cellular/cellular-adaptive.ts";
import { cellularDiscreteOfSteps, stepsFor } from "./cellular/cellular-discrete.ts";
import type { Cipher } from "./cipher.ts";
import { convHybridOfRounds } from "./convolutional/conv-hybrid.ts";
import { convolutionVariant, roundsFor } from "./convolutional/conv-multi.ts";
import { convSingle } from "./convolutional/conv-single.ts";
import { ganExactOfRounds } from "./gan/gan-exact.ts";

/** A cipher whose rounds, or steps, are a parameter. */
export interface RoundVariants {
  /** As many as an image below a megabyte takes. */
  readonly rounds: number;
  /** The same cipher with another number of them, 1 or more. */
  readonly of: (rounds: number) => Cipher;
}

/** By id of the registry, for a laboratory that asks after how many rounds an attack ends. */
export const roundVariants: Readonly<Record<string, RoundVariants>> = {
  "conv-single": { rounds: 1, of: () => convSingle },
  "conv-multi": { rounds: roundsFor(1), of: (rounds) => convolutionVariant({ rounds }) },
  "conv-hybrid": { rounds: roundsFor(1), of: convHybridOfRounds },
  "gan-exact": { rounds: roundsFor(1), of: ganExactOfRounds },
  "cellular-discrete": { rounds: stepsFor(1), of: cellularDiscreteOfSteps },
  "cellular-adaptive": { rounds: adaptiveSteps, of: cellularAdaptiveOfSteps },
};
