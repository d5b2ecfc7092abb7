import {
  adam,
  concatenate,
  convolutionLayer,
  Graph,
  multiply,
  relu,
  Scope,
  slice,
  split,
  type Tensor,
} from "@neuroveil/autodiff";
import { autoencoderLoss, halfOf, missed } from "../autoencoder/loss.ts";
import type { Player, Settings } from "../recipe.ts";
import { runHalf } from "./network.ts";

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

/** The network. */
export function networkPlayer(settings: Settings): Player {
  const { graph, images, keys } = inputs(settings);
  const { batch = 0 } = settings;
  const [encoder, decoder] = [new Scope(graph, "encoder"), new Scope(graph, "decoder")];
  // The first half of the images once more, under the keys of the second half.
  const pairs = Math.floor(batch / 2);
  const [cipher, underOtherKeys] = split(
    runHalf(
      encoder,
      settings,
      concatenate([images, halfOf(images)], 0),
      concatenate([keys, halfOf(keys, batch - pairs)], 0),
    ),
    0,
    [batch, pairs],
  ) as [Tensor, Tensor];
  const decrypted = runHalf(decoder, settings, cipher, keys);
  const guess = adversary(new Scope(graph, "adversary"), cipher);
  const results = autoencoderLoss(settings, {
    images,
    cipher,
    decrypted,
    // A quarter of the samples tells a histogram of 64 bins well enough.
    sampled: slice(cipher, [0, 0, 0, 0], cipher.shape, [1, 1, 2, 2]),
    underOtherKeys,
    guess,
  });
  const parameters = [...encoder.parameters, ...decoder.parameters];
  adam(results.loss, parameters, { rate: graph.input("rate", []), clipNorm: 1 });
  return { name: "network", graph, results, runs: 1 };
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
