import { adam, concatenate, Graph, Scope, slice, split, type Tensor } from "@neuroveil/autodiff";
import { autoencoderLoss, halfOf, missed } from "../autoencoder/loss.ts";
import type { Player, Settings } from "../recipe.ts";
import { adversary } from "./adversary.ts";
import { decode, encode } from "./network.ts";
import { toPatches } from "./patches.ts";
import { sideOf } from "./settings.ts";

interface Inputs {
  readonly graph: Graph;
  readonly images: Tensor;
  readonly keys: Tensor;
}

function inputs(settings: Settings): Inputs {
  const { batch, keyBytes } = settings;
  const side = sideOf(settings);
  const graph = new Graph();
  return {
    graph,
    images: graph.input("images", [batch!, 3, side, side]),
    keys: graph.input("keys", [batch!, keyBytes!]),
  };
}

/** The network, with the losses of the paper (section 4.5). */
export function networkPlayer(settings: Settings): Player {
  const { graph, images, keys } = inputs(settings);
  const { batch = 0 } = settings;
  const [encoder, decoder] = [new Scope(graph, "encoder"), new Scope(graph, "decoder")];
  // The first half of the images once more, under the keys of the second half.
  const pairs = Math.floor(batch / 2);
  const [cipher, underOtherKeys] = split(
    encode(
      encoder,
      settings,
      concatenate([images, halfOf(images)], 0),
      concatenate([keys, halfOf(keys, batch - pairs)], 0),
    ),
    0,
    [batch, pairs],
  ) as [Tensor, Tensor];
  const decrypted = decode(decoder, settings, cipher, keys);
  const guess = adversary(new Scope(graph, "adversary"), cipher);
  // Every fourth patch: of each place in a patch, as many samples.
  const patches = toPatches(cipher);
  const results = autoencoderLoss(settings, {
    images,
    cipher,
    decrypted,
    sampled: slice(patches, [0, 0, 0, 0], patches.shape, [1, 1, 2, 2]),
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
  const cipher = encode(new Scope(graph, "encoder"), settings, images, keys);
  const scope = new Scope(graph, "adversary");
  const loss = missed(adversary(scope, cipher), images);
  adam(loss, scope.parameters, { name: "adversary/adam", rate: graph.input("rate", []) });
  return { name: "adversary", graph, results: { loss }, runs: settings["adversaryRuns"]! };
}
