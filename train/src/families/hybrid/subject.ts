import type { HybridWeights } from "neuroveil/internal/hybrid-first";
import type { ReferenceEngine } from "neuroveil/internal/networks";
import type { Contender } from "./contender.ts";
import type { WholeWeights } from "./quantised-export.ts";

/** A network that encrypts tiles, with its weights. */
export type TileNetwork = ConstructorParameters<typeof ReferenceEngine>[0] & {
  readonly nativeKeyBytes: number;
};

/** A network of the hybrid family as it is trained and measured. */
export interface Subject {
  /** Id of its cipher, and of its recipe. */
  readonly id: string;
  readonly contender: Contender;
  /** The weights from a seed that ship with the cipher, as a file. */
  seedFile(): Promise<Uint8Array>;
  /** Brings weights within the load-time criterion of the cipher. */
  project(weights: WholeWeights): WholeWeights;
  /** As a weight file of the cipher. */
  write(weights: WholeWeights): Uint8Array;
  /** @throws NeuroveilError "weights" when a file's do not meet the criterion */
  check(file: Uint8Array): void;
  /** What is in a file. */
  weights(file: Uint8Array): WholeWeights;
  /** The readable network with a file's weights. */
  network(file: Uint8Array): TileNetwork;
}

/** Weights of the convolutions, which both of the first ciphers have. */
export function convolutionWeights({ convolution }: HybridWeights): WholeWeights {
  return {
    causal: Int16Array.from(convolution.causal),
    cross: Int16Array.from(convolution.cross),
    features: Int16Array.from(convolution.layers[0]!),
  };
}
