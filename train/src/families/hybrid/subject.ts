import type { HybridShape, HybridWeights } from "neuroveil/internal/hybrid-first";
import type { Contender } from "./contender.ts";
import type { WholeWeights } from "./quantised-export.ts";

/** A network of the hybrid family as it is trained and measured. */
export interface Subject {
  /** Id of its cipher, and of its recipe. */
  readonly id: string;
  readonly shape: HybridShape;
  readonly contender: Contender;
  /** The seed of the weights that ship with the cipher. */
  readonly seed: string;
  /** Brings weights within the load-time criterion of the cipher. */
  project(weights: WholeWeights): WholeWeights;
  /** As a weight file of the cipher. */
  write(weights: WholeWeights): Uint8Array;
  /** @throws NeuroveilError "weights" when they do not meet the criterion */
  check(weights: HybridWeights): void;
  /** What is in a file. */
  weights(file: HybridWeights): WholeWeights;
}

/** Weights of the convolutions, which both have. */
export function convolutionWeights({ convolution }: HybridWeights): WholeWeights {
  return {
    causal: Int16Array.from(convolution.causal),
    cross: Int16Array.from(convolution.cross),
    features: Int16Array.from(convolution.layers[0]!),
  };
}
