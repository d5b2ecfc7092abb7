import {
  adam,
  add,
  adjacentCorrelation,
  avalancheLoss,
  concatenate,
  convolutionLayer,
  divide,
  Graph,
  mean,
  meanSquaredError,
  minimum,
  multiply,
  relu,
  Scope,
  slice,
  softEntropy,
  split,
  square,
  subtract,
  type Tensor,
} from "@neuroveil/autodiff";
import type { Player, Settings } from "../recipe.ts";
import { runHalf } from "./network.ts";

/** Samples less 128 as parts of their range. */
const range = 256;
const bins = 64;
const fullEntropy = Math.log2(bins);

interface Inputs {
  readonly graph: Graph;
  readonly images: Tensor;
  readonly keys: Tensor;
}

function inputs({ batch, side, keyPlanes }: Settings): Inputs {
  const graph = new Graph();
  return {
    graph,
    images: graph.input("images", [batch!, 3, side!, side!]),
    keys: graph.input("keys", [batch!, keyPlanes!, side!, side!]),
  };
}

/** The guess of an adversary who sees cipher images and has no key: three convolutions of 32 channels. */
export function adversary(scope: Scope, cipher: Tensor): Tensor {
  const first = relu(convolutionLayer(scope.child("0"), multiply(cipher, 1 / 128), 32));
  const second = relu(convolutionLayer(scope.child("1"), first, 32));
  return multiply(convolutionLayer(scope.child("2"), second, 3), 128);
}

/** The adversary's error as a part of that of whoever always answers with the mean sample. */
function missed(guess: Tensor, images: Tensor): Tensor {
  const spread = mean(square(subtract(images, mean(images))));
  return divide(meanSquaredError(guess, images), add(spread, 1));
}

/**
 * The network: reconstruction of the image, and of what a cipher image should be (REFERENCE 1c.4).
 */
export function networkPlayer(settings: Settings): Player {
  const { graph, images, keys } = inputs(settings);
  const { batch = 0, side = 0 } = settings;
  const [encoder, decoder] = [new Scope(graph, "encoder"), new Scope(graph, "decoder")];
  // The first half of the images once more, under the keys of the second half.
  const half = Math.floor(batch / 2);
  const part = (x: Tensor, from: number): Tensor =>
    slice(x, [from, 0, 0, 0], [from + half, x.shape[1]!, side, side]);
  const [cipher, underOtherKeys] = split(
    runHalf(
      encoder,
      settings,
      concatenate([images, part(images, 0)], 0),
      concatenate([keys, part(keys, batch - half)], 0),
    ),
    0,
    [batch, half],
  ) as [Tensor, Tensor];
  const decrypted = runHalf(decoder, settings, cipher, keys);
  const error = meanSquaredError(multiply(decrypted, 1 / range), multiply(images, 1 / range));

  // A quarter of the samples tells a histogram of 64 bins well enough.
  const sampled = slice(cipher, [0, 0, 0, 0], [batch, 3, side, side], [1, 1, 2, 2]);
  const entropy = softEntropy(sampled, { bins, low: -128, high: 127 });
  const correlation = adjacentCorrelation(multiply(cipher, 1 / range));

  const avalanche = avalancheLoss(
    multiply(part(cipher, 0), 1 / range),
    multiply(underOtherKeys, 1 / range),
  );

  const recovered = missed(adversary(new Scope(graph, "adversary"), cipher), images);
  const known = square(subtract(1, minimum(recovered, 1)));

  const loss = [
    error,
    multiply(subtract(1, multiply(entropy, 1 / fullEntropy)), settings["entropy"]!),
    multiply(correlation, settings["correlation"]!),
    multiply(avalanche, settings["avalanche"]!),
    multiply(known, settings["adversary"]!),
  ].reduce((total, part) => add(total, part));
  const parameters = [...encoder.parameters, ...decoder.parameters];
  adam(loss, parameters, { rate: graph.input("rate", []), clipNorm: 1 });
  return {
    name: "network",
    graph,
    results: { loss, error, entropy, correlation, avalanche, adversaryMisses: recovered },
    runs: 1,
  };
}

/** The adversary, against the network as it stands. */
export function adversaryPlayer(settings: Settings): Player {
  const { graph, images, keys } = inputs(settings);
  const cipher = runHalf(new Scope(graph, "encoder"), settings, images, keys);
  const scope = new Scope(graph, "adversary");
  const loss = missed(adversary(scope, cipher), images);
  adam(loss, scope.parameters, { name: "adversary/adam", rate: graph.input("rate", []) });
  return { name: "adversary", graph, results: { loss }, runs: settings["adversaryRuns"]! };
}
