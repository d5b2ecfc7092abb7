import type { Cipher } from "./cipher.ts";
import { onOwnThread } from "./kinds/on-own-thread.ts";

/**
 * Every cipher of the library; a new one is a file and a line here. Each is fetched when it is asked
 * for, so that a page has the one that it uses, with its kernel and weights, and none of the others.
 */
const rows: Readonly<Record<string, () => Promise<Cipher>>> = {
  hybrid: async () => (await import("./hybrid/hybrid.ts")).hybrid,
  "cnn-only": async () => (await import("./hybrid/hybrid.ts")).cnnOnly,
  "hybrid-first": async () => (await import("./hybrid/hybrid-first.ts")).hybridFirst,
  "cnn-only-first": async () => (await import("./hybrid/hybrid-first.ts")).cnnOnlyFirst,
  "hybrid-literal": async () => (await import("./hybrid/hybrid-literal.ts")).hybridLiteral,
  "hopfield-weights": async () => (await import("./chaotic/hopfield-weights.ts")).hopfieldWeights,
  "hopfield-input": async () => (await import("./chaotic/hopfield-input.ts")).hopfieldInput,
  "hopfield-input-feedback": async () =>
    (await import("./chaotic/hopfield-input-feedback.ts")).hopfieldInputFeedback,
  "hopfield-conv": async () => (await import("./chaotic/hopfield-conv.ts")).hopfieldConv,
  "hopfield-memristive": async () =>
    (await import("./chaotic/hopfield-memristive.ts")).hopfieldMemristive,
  "hopfield-colour": async () => (await import("./chaotic/hopfield-colour.ts")).hopfieldColour,
  "hopfield-weights-literal": async () =>
    (await import("./chaotic/hopfield-weights.ts")).hopfieldWeightsLiteral,
  "hopfield-input-literal": async () =>
    (await import("./chaotic/hopfield-input.ts")).hopfieldInputLiteral,
  "hopfield-conv-literal": async () =>
    (await import("./chaotic/hopfield-conv.ts")).hopfieldConvLiteral,
  "hopfield-memristive-literal": async () =>
    (await import("./chaotic/hopfield-memristive.ts")).hopfieldMemristiveLiteral,
  "hopfield-colour-literal": async () =>
    (await import("./chaotic/hopfield-colour.ts")).hopfieldColourLiteral,
  cnse: async () => (await import("./chaotic/cnse.ts")).cnse,
  "cellular-continuous": async () =>
    (await import("./cellular/cellular-continuous.ts")).cellularContinuous,
  "cellular-continuous-literal": async () =>
    (await import("./cellular/cellular-continuous.ts")).cellularContinuousLiteral,
  "cellular-dna": async () => (await import("./cellular/cellular-dna.ts")).cellularDna,
  "cellular-dna-literal": async () =>
    (await import("./cellular/cellular-dna.ts")).cellularDnaLiteral,
  "cellular-dual": async () => (await import("./cellular/cellular-dual.ts")).cellularDual,
  "cellular-medical": async () => (await import("./cellular/cellular-medical.ts")).cellularMedical,
  "cellular-discrete": async () =>
    (await import("./cellular/cellular-discrete.ts")).cellularDiscrete,
  "cellular-adaptive": async () =>
    (await import("./cellular/cellular-adaptive.ts")).cellularAdaptive,
  "cellular-adaptive-literal": async () =>
    (await import("./cellular/cellular-adaptive-literal.ts")).cellularAdaptiveLiteral,
  "conv-single": async () => (await import("./convolutional/conv-single.ts")).convSingle,
  "conv-multi": async () => (await import("./convolutional/conv-multi.ts")).convMulti,
  "conv-hybrid": async () => (await import("./convolutional/conv-hybrid.ts")).convHybrid,
  "gan-exact": async () => (await import("./gan/gan-exact.ts")).ganExact,
  "gan-perturbation": async () => (await import("./gan/gan-perturbation.ts")).ganPerturbation,
  "gan-direct": async () => (await import("./gan/gan-direct.ts")).ganDirect,
  "gan-distribution": async () => (await import("./gan/gan-distribution.ts")).ganDistribution,
  "conv-autoencoder": async () =>
    (await import("./convolutional/conv-autoencoder.ts")).convAutoencoder,
  "hybrid-autoencoder": async () =>
    (await import("./hybrid/hybrid-autoencoder.ts")).hybridAutoencoder,
  "block-scrambling": async () =>
    (await import("./perceptual/block-scrambling.ts")).blockScrambling,
  "learnable-blocks": async () =>
    (await import("./perceptual/learnable-blocks.ts")).learnableBlocks,
  "learnable-pixels": async () =>
    (await import("./perceptual/learnable-pixels.ts")).learnablePixels,
};

export const defaultCipher = "hybrid";

export const cipherIds: readonly string[] = Object.keys(rows);

/** @throws NeuroveilError "usage" for an id that is not in the registry */
export async function loadCipher(id: string): Promise<Cipher> {
  const load = Object.hasOwn(rows, id) ? rows[id] : undefined;
  if (load) return onOwnThread(await load());
  const { unknownCipher } = await import("./unknown-cipher.ts");
  throw unknownCipher("the id of a cipher", id, cipherIds);
}
