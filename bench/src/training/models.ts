import {
  concatenate,
  convolutionLayer,
  dense,
  lstm,
  meanSquaredError,
  relu,
  Scope,
  sigmoid,
  upsample,
  type Graph,
  type Tensor,
} from "@neuroveil/autodiff";
import { autoencoderByHand, sequenceByHand, uNetByHand } from "./by-hand.ts";

const batch = 64;

/** A model to measure training with. */
export interface SpeedModel {
  readonly id: string;
  /** Declares inputs and parameters in the graph. */
  readonly build: (graph: Graph) => { loss: Tensor; parameters: readonly Tensor[] };
  /** Declares a whole training step, Adam of rate 0.001 included, and returns its loss. */
  readonly byHand: (graph: Graph) => Tensor;
  /** How much is measured: the shorter the steps, the more of them. */
  readonly effort: { readonly rounds: number; readonly steps: number };
}

/** Three hidden layers of 32 channels, 32×32×3 in and out. */
function autoencoder(graph: Graph): { loss: Tensor; parameters: readonly Tensor[] } {
  const scope = new Scope(graph, "model");
  const images = graph.input("images", [batch, 3, 32, 32]);
  let x = images;
  for (let layer = 0; layer < 3; layer++) {
    x = relu(convolutionLayer(scope.child(`${layer}`), x, 32));
  }
  const result = sigmoid(convolutionLayer(scope.child("3"), x, 3));
  return { loss: meanSquaredError(result, images), parameters: scope.parameters };
}

/** One step down, one up, with a connection across: 85,000 parameters. */
function uNet(graph: Graph): { loss: Tensor; parameters: readonly Tensor[] } {
  const scope = new Scope(graph, "model");
  const images = graph.input("images", [batch, 3, 32, 32]);
  const fine = relu(convolutionLayer(scope.child("fine"), images, 32));
  const down = relu(convolutionLayer(scope.child("down"), fine, 64, { stride: 2 }));
  const coarse = relu(convolutionLayer(scope.child("coarse"), down, 64));
  const both = concatenate([fine, upsample(coarse, 2)], 1);
  const up = relu(convolutionLayer(scope.child("up"), both, 32));
  const result = sigmoid(convolutionLayer(scope.child("last"), up, 3));
  return { loss: meanSquaredError(result, images), parameters: scope.parameters };
}

/** 64 units over 64 steps of 64 features. */
function sequence(graph: Graph): { loss: Tensor; parameters: readonly Tensor[] } {
  const scope = new Scope(graph, "model");
  const features = graph.input("features", [64, batch, 64]);
  const targets = graph.input("targets", [batch, 10]);
  const { end } = lstm(scope.child("lstm"), features, { units: 64 });
  const result = dense(scope.child("last"), end.hidden, 10);
  return { loss: meanSquaredError(result, targets), parameters: scope.parameters };
}

/** The models of the speed table, for batches of 64. */
export const speedModels: readonly SpeedModel[] = [
  {
    id: "train-conv-autoencoder",
    build: autoencoder,
    byHand: autoencoderByHand,
    effort: { rounds: 5, steps: 3 },
  },
  { id: "train-u-net", build: uNet, byHand: uNetByHand, effort: { rounds: 5, steps: 3 } },
  { id: "train-lstm", build: sequence, byHand: sequenceByHand, effort: { rounds: 15, steps: 15 } },
];
