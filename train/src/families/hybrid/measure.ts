import { Graph, Random, Scope, Variables } from "@neuroveil/autodiff";
import type { Image } from "neuroveil/image";
import { randomCrop } from "../../data/crops.ts";
import type { Examples } from "../../data/examples.ts";
import type { Picture } from "../../data/planes.ts";
import type { Figure, Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";
import { variablesOf } from "./contender.ts";
import { FreshAdversaries, type WordsOf } from "./fresh-adversaries.ts";
import { GameLosses } from "./game-losses.ts";
import { rowBytes } from "./inputs.ts";
import { trainedWeights, type WholeWeights } from "./quantised-export.ts";
import type { Subject, TileNetwork } from "./subject.ts";
import { Trials } from "./trials.ts";
import { barsOf, drawTrial } from "./whole-cipher.ts";

/** Side of the gray pictures that are encrypted as a whole. */
const side = 128;
const bars = ["npcr", "uaci", "key-bit-npcr", "entropy"] as const;

/** Of two kinds of weights. */
interface Beside<T> {
  readonly trained: T;
  readonly seed: T;
}

/**
 * What training has changed, as it is shipped, beside weights from a seed, in the same trials: the
 * losses of the game, where the smallest weights stand beside them as well; what fresh adversaries learn
 * about the whole cipher; and the usual bars of the whole cipher. Pictures are held-out ones.
 */
export async function measureWeights(
  subject: Subject,
  settings: Settings<Setting>,
  file: Uint8Array,
  examples: Examples,
): Promise<readonly Figure[]> {
  const trials = new Trials();
  const files: Beside<Uint8Array> = { trained: file, seed: await subject.seedFile() };
  const networks: Beside<TileNetwork> = {
    trained: subject.network(files.trained),
    seed: subject.network(files.seed),
  };
  await noteGame(trials, subject, settings, files, examples);
  await noteAdversaries(trials, subject, settings, networks, examples);
  noteBars(trials, settings, networks, examples);
  return trials.figures();
}

async function noteGame(
  trials: Trials,
  subject: Subject,
  settings: Settings<Setting>,
  files: Beside<Uint8Array>,
  examples: Examples,
): Promise<void> {
  const losses = await GameLosses.open(subject, settings);
  const trained = subject.weights(files.trained);
  const seed = subject.weights(files.seed);
  try {
    for (let i = 0; i < settings.measured; i++) {
      const of = (weights: WholeWeights) => losses.of(weights, examples, `game ${i}`);
      const [byTrained, bySeed, byLeast] = [
        await of(trained),
        await of(seed),
        await of(leastWeights(subject, `least ${i}`)),
      ];
      for (const name of Object.keys(byTrained)) {
        trials.note(`game-${name}-least`, byLeast[name]!);
        trials.beside(`game-${name}`, byTrained[name]!, bySeed[name]!);
      }
      trials.note("game-loss-trained-less-seed", byTrained["loss"]! - bySeed["loss"]!);
    }
  } finally {
    await losses.release();
  }
}

/** The weights that a training with this seed begins with. */
function leastWeights({ contender }: Subject, seed: string): WholeWeights {
  const graph = new Graph();
  variablesOf(new Scope(graph, "network"), contender);
  return trainedWeights(contender, Variables.initial([graph], seed));
}

async function noteAdversaries(
  trials: Trials,
  { contender }: Subject,
  settings: Settings<Setting>,
  networks: Beside<TileNetwork>,
  examples: Examples,
): Promise<void> {
  const random = Random.fromText("adversaries");
  const adversaries = await FreshAdversaries.open(settings, contender);
  try {
    for (let i = 0; i < settings.measured; i++) {
      const key = Uint8Array.from({ length: networks.trained.nativeKeyBytes }, () =>
        random.below(256),
      );
      const learn = (words: WordsOf) => adversaries.learn(words, examples, `adversary ${i}`);
      const byTrained = await learn(wholeMasks(networks.trained, key));
      const bySeed = await learn(wholeMasks(networks.seed, key));
      const bySameMask = await learn(sameMask(networks.seed, key));
      for (const name of ["predicted", "read"] as const) {
        trials.note(`adversary-${name}-same-mask`, bySameMask[name]);
        trials.compare(`adversary-${name}`, byTrained[name], bySeed[name]);
      }
    }
  } finally {
    await adversaries.release();
  }
}

/** Masks of the whole cipher under one key, every tile an image by itself. */
function wholeMasks(network: TileNetwork, key: Uint8Array): WordsOf {
  const keyed = network.keyed(key);
  return (plane) => {
    const root = keyed.root({ rowBytes, rows: (2 * plane.length) / rowBytes });
    root.absorb(keyed.digestTile(plane, 0));
    return keyed.halfMask(plane, 0, 0, root.keyVector());
  };
}

/** The control: one mask for all, which adversaries must learn. */
function sameMask(network: TileNetwork, key: Uint8Array): WordsOf {
  let mask: Uint16Array | undefined;
  return (plane) => (mask ??= wholeMasks(network, key)(plane));
}

function noteBars(
  trials: Trials,
  settings: Settings<Setting>,
  networks: Beside<TileNetwork>,
  { heldOut }: Examples,
): void {
  const random = Random.fromText("bars");
  for (let i = 0; i < settings.measured; i++) {
    const image = grayCrop(heldOut[i % heldOut.length]!, random);
    const trial = drawTrial(networks.trained.nativeKeyBytes, side ** 2, random);
    const byTrained = barsOf(networks.trained, image, trial);
    const bySeed = barsOf(networks.seed, image, trial);
    for (const name of bars) trials.compare(`cipher-${name}`, byTrained[name], bySeed[name]);
    trials.beside(
      "cipher-mean-squared-error",
      byTrained["mean-squared-error"],
      bySeed["mean-squared-error"],
    );
  }
}

/** The green plane of a crop. */
function grayCrop(picture: Picture, random: Random): Image {
  const data = randomCrop(picture, side, random).subarray(side ** 2, 2 * side ** 2);
  return {
    width: side,
    height: side,
    channels: 1,
    bits: 8,
    colour: "gray",
    data: data.slice(),
    metadata: {},
  };
}
