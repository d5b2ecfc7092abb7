import { cellularAdaptive } from "./cellular/cellular-adaptive.ts";
import { cellularAdaptiveLiteral } from "./cellular/cellular-adaptive-literal.ts";
import { cellularContinuous, cellularContinuousLiteral } from "./cellular/cellular-continuous.ts";
import { cellularDna, cellularDnaLiteral } from "./cellular/cellular-dna.ts";
import { cellularDiscrete } from "./cellular/cellular-discrete.ts";
import { cellularDual } from "./cellular/cellular-dual.ts";
import { cellularMedical } from "./cellular/cellular-medical.ts";
import type { Cipher } from "./cipher.ts";
import { convAutoencoder } from "./convolutional/conv-autoencoder.ts";
import { convHybrid } from "./convolutional/conv-hybrid.ts";
import { convMulti } from "./convolutional/conv-multi.ts";
import { convSingle } from "./convolutional/conv-single.ts";
import { cnse } from "./chaotic/cnse.ts";
import { ganDirect } from "./gan/gan-direct.ts";
import { ganDistribution } from "./gan/gan-distribution.ts";
import { ganExact } from "./gan/gan-exact.ts";
import { ganPerturbation } from "./gan/gan-perturbation.ts";
import { hopfieldColour, hopfieldColourLiteral } from "./chaotic/hopfield-colour.ts";
import { hopfieldConv, hopfieldConvLiteral } from "./chaotic/hopfield-conv.ts";
import { hopfieldInput, hopfieldInputLiteral } from "./chaotic/hopfield-input.ts";
import { hopfieldInputFeedback } from "./chaotic/hopfield-input-feedback.ts";
import { hopfieldMemristive, hopfieldMemristiveLiteral } from "./chaotic/hopfield-memristive.ts";
import { hopfieldWeights, hopfieldWeightsLiteral } from "./chaotic/hopfield-weights.ts";
import { hybridAutoencoder } from "./hybrid/hybrid-autoencoder.ts";
import { cnnOnlyFirst, hybridFirst } from "./hybrid/hybrid-first.ts";
import { cnnOnly, hybrid } from "./hybrid/hybrid.ts";
import { hybridLiteral } from "./hybrid/hybrid-literal.ts";
import { onOwnThread } from "./kinds/on-own-thread.ts";
import { unknownCipher } from "./unknown-cipher.ts";

/** Every cipher of the library; a new one is a file and a line here. */
const registry: readonly Cipher[] = [
  hybrid,
  cnnOnly,
  hybridFirst,
  cnnOnlyFirst,
  hybridLiteral,
  hopfieldWeights,
  hopfieldInput,
  hopfieldInputFeedback,
  hopfieldConv,
  hopfieldMemristive,
  hopfieldColour,
  hopfieldWeightsLiteral,
  hopfieldInputLiteral,
  hopfieldConvLiteral,
  hopfieldMemristiveLiteral,
  hopfieldColourLiteral,
  cnse,
  cellularContinuous,
  cellularContinuousLiteral,
  cellularDna,
  cellularDnaLiteral,
  cellularDual,
  cellularMedical,
  cellularDiscrete,
  cellularAdaptive,
  cellularAdaptiveLiteral,
  convSingle,
  convMulti,
  convHybrid,
  ganExact,
  ganPerturbation,
  ganDirect,
  ganDistribution,
  convAutoencoder,
  hybridAutoencoder,
];

export const ciphers: readonly Cipher[] = registry.map(onOwnThread);

export const defaultCipher = "hybrid";

/** @throws NeuroveilError "usage" for an id that is not in the registry */
export function cipherById(id: string): Cipher {
  const found = ciphers.find((cipher) => cipher.id === id);
  if (found) return found;
  throw unknownCipher(
    "the id of a cipher",
    id,
    ciphers.map((cipher) => cipher.id),
  );
}
