import { cellularAdaptive } from "./cellular-adaptive.ts";
import { cellularAdaptiveLiteral } from "./cellular-adaptive-literal.ts";
import { cellularContinuous, cellularContinuousLiteral } from "./cellular-continuous.ts";
import { cellularDna, cellularDnaLiteral } from "./cellular-dna.ts";
import { cellularDiscrete } from "./cellular-discrete.ts";
import { cellularDual } from "./cellular-dual.ts";
import { cellularMedical } from "./cellular-medical.ts";
import type { Cipher } from "./cipher.ts";
import { convAutoencoder } from "./conv-autoencoder.ts";
import { convHybrid } from "./conv-hybrid.ts";
import { convMulti } from "./conv-multi.ts";
import { convSingle } from "./conv-single.ts";
import { cnse } from "./cnse.ts";
import { ganDirect } from "./gan-direct.ts";
import { ganDistribution } from "./gan-distribution.ts";
import { ganExact } from "./gan-exact.ts";
import { ganPerturbation } from "./gan-perturbation.ts";
import { hopfieldColour, hopfieldColourLiteral } from "./hopfield-colour.ts";
import { hopfieldConv, hopfieldConvLiteral } from "./hopfield-conv.ts";
import { hopfieldInput, hopfieldInputLiteral } from "./hopfield-input.ts";
import { hopfieldInputFeedback } from "./hopfield-input-feedback.ts";
import { hopfieldMemristive, hopfieldMemristiveLiteral } from "./hopfield-memristive.ts";
import { hopfieldWeights, hopfieldWeightsLiteral } from "./hopfield-weights.ts";
import { hybridAutoencoder } from "./hybrid-autoencoder.ts";
import { cnnOnly, hybrid } from "./hybrid.ts";
import { hybridLiteral } from "./hybrid-literal.ts";
import { onOwnThread } from "./on-own-thread.ts";
import { unknownCipher } from "./unknown-cipher.ts";

/** Every cipher of the library; a new one is a file and a line here. */
const registry: readonly Cipher[] = [
  hybrid,
  cnnOnly,
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
