import { adam, concatenate, Graph, Scope, split, type Tensor } from "@neuroveil/autodiff";
import type { Player, Settings } from "../recipe.ts";
import type { Guesser } from "./open-guess.ts";
import { autoencoderLoss, halfOf, missed } from "./loss.ts";

/** What two autoencoders have of their own. */
export interface Autoencoder {
  /** Side of the images. */
  readonly side: (settings: Settings) => number;
  /** Shape of what one image's key is given as. */
  readonly keyShape: (settings: Settings) => readonly number[];
  readonly encode: Half;
  readonly decode: Half;
  /** The guess of an adversary who sees cipher images and has no key. */
  readonly adversary: Guesser;
  /** A part of the cipher samples whose histogram is like that of all. */
  readonly sampled: (cipher: Tensor) => Tensor;
}

type Half = (scope: Scope, settings: Settings, x: Tensor, keys: Tensor) => Tensor;

interface Inputs {
  readonly graph: Graph;
  readonly images: Tensor;
  readonly keys: Tensor;
}

function inputs({ side, keyShape }: Autoencoder, settings: Settings): Inputs {
  const { batch } = settings;
  const graph = new Graph();
  return {
    graph,
    images: graph.input("images", [batch!, 3, side(settings), side(settings)]),
    keys: graph.input("keys", [batch!, ...keyShape(settings)]),
  };
}

/** The network, with the losses of the hybrid paper (section 4.5). */
function networkPlayer(autoencoder: Autoencoder, settings: Settings): Player {
  const { encode, decode, adversary, sampled } = autoencoder;
  const { graph, images, keys } = inputs(autoencoder, settings);
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
  const results = autoencoderLoss(settings, {
    images,
    cipher,
    decrypted,
    sampled: sampled(cipher),
    underOtherKeys,
    guess,
  });
  const parameters = [...encoder.parameters, ...decoder.parameters];
  adam(results.loss, parameters, { rate: graph.input("rate", []), clipNorm: 1 });
  return { name: "network", graph, results, runs: 1 };
}

/** The adversary, against the network as it stands. */
export function adversaryPlayer(autoencoder: Autoencoder, settings: Settings): Player {
  const { graph, images, keys } = inputs(autoencoder, settings);
  const cipher = autoencoder.encode(new Scope(graph, "encoder"), settings, images, keys);
  const scope = new Scope(graph, "adversary");
  const loss = missed(autoencoder.adversary(scope, cipher), images);
  adam(loss, scope.parameters, { name: "adversary/adam", rate: graph.input("rate", []) });
  return { name: "adversary", graph, results: { loss }, runs: settings["adversaryRuns"]! };
}

/** Who learns: the adversary too, unless it never has a turn. */
export function autoencoderPlayers(autoencoder: Autoencoder, settings: Settings): Player[] {
  const network = networkPlayer(autoencoder, settings);
  return settings["adversaryRuns"] === 0
    ? [network]
    : [adversaryPlayer(autoencoder, settings), network];
}
