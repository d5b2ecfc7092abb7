import { adam, concatenate, Graph, Scope, split, type Tensor } from "@neuroveil/autodiff";
import type { CommonSetting, Player, Settings } from "../../recipe.ts";
import type { Guesser } from "./open-guess.ts";
import { autoencoderLoss, halfOf, missed, type LossSetting } from "./loss.ts";

/** What two autoencoders have of their own. */
export interface Autoencoder<Name extends string = CommonSetting> {
  /** Side of the images. */
  side(settings: Settings<Name>): number;
  /** Shape of what one image's key is given as. */
  keyShape(settings: Settings<Name>): readonly number[];
  encode(scope: Scope, settings: Settings<Name>, x: Tensor, keys: Tensor): Tensor;
  decode(scope: Scope, settings: Settings<Name>, x: Tensor, keys: Tensor): Tensor;
  /** The guess of an adversary who sees cipher images and has no key. */
  readonly adversary: Guesser;
  /** A part of the cipher samples whose histogram is like that of all. */
  readonly sampled: (cipher: Tensor) => Tensor;
}

interface Inputs {
  readonly graph: Graph;
  readonly images: Tensor;
  readonly keys: Tensor;
}

function inputs<Name extends string>(
  autoencoder: Autoencoder<Name>,
  settings: Settings<NoInfer<Name> | "batch">,
): Inputs {
  const { batch } = settings;
  const side = autoencoder.side(settings);
  const graph = new Graph();
  return {
    graph,
    images: graph.input("images", [batch, 3, side, side]),
    keys: graph.input("keys", [batch, ...autoencoder.keyShape(settings)]),
  };
}

/** The network, with the losses of the hybrid paper (section 4.5). */
function networkPlayer<Name extends string>(
  autoencoder: Autoencoder<Name>,
  settings: Settings<NoInfer<Name> | "batch" | LossSetting>,
): Player {
  const { graph, images, keys } = inputs(autoencoder, settings);
  const { batch } = settings;
  const [encoder, decoder] = [new Scope(graph, "encoder"), new Scope(graph, "decoder")];
  // The first half of the images once more, under the keys of the second half.
  const pairs = Math.floor(batch / 2);
  const [cipher, underOtherKeys] = split(
    autoencoder.encode(
      encoder,
      settings,
      concatenate([images, halfOf(images)], 0),
      concatenate([keys, halfOf(keys, batch - pairs)], 0),
    ),
    0,
    [batch, pairs],
  ) as [Tensor, Tensor];
  const decrypted = autoencoder.decode(decoder, settings, cipher, keys);
  const guess = autoencoder.adversary(new Scope(graph, "adversary"), cipher);
  const results = autoencoderLoss(settings, {
    images,
    cipher,
    decrypted,
    sampled: autoencoder.sampled(cipher),
    underOtherKeys,
    guess,
  });
  const parameters = [...encoder.parameters, ...decoder.parameters];
  adam(results.loss, parameters, { rate: graph.input("rate", []), clipNorm: 1 });
  return { name: "network", graph, results, runs: 1 };
}

/** The adversary, against the network as it stands. */
export function adversaryPlayer<Name extends string>(
  autoencoder: Autoencoder<Name>,
  settings: Settings<NoInfer<Name> | "batch">,
  runs: number,
): Player {
  const { graph, images, keys } = inputs(autoencoder, settings);
  const cipher = autoencoder.encode(new Scope(graph, "encoder"), settings, images, keys);
  const scope = new Scope(graph, "adversary");
  const loss = missed(autoencoder.adversary(scope, cipher), images);
  adam(loss, scope.parameters, { name: "adversary/adam", rate: graph.input("rate", []) });
  return { name: "adversary", graph, results: { loss }, runs };
}

/** Who learns: the adversary too, unless it never has a turn. */
export function autoencoderPlayers<Name extends string>(
  autoencoder: Autoencoder<Name>,
  settings: Settings<NoInfer<Name> | "batch" | "adversaryRuns" | LossSetting>,
): Player[] {
  const network = networkPlayer(autoencoder, settings);
  const { adversaryRuns } = settings;
  return adversaryRuns === 0
    ? [network]
    : [adversaryPlayer(autoencoder, settings, adversaryRuns), network];
}
