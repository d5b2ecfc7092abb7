import {
  adam,
  add,
  concatenate,
  Graph,
  leastSquaresLoss,
  mean,
  meanAbsoluteError,
  minimum,
  multiply,
  Scope,
  sign,
  split,
  square,
  stopGradient,
  subtract,
  type Tensor,
} from "@neuroveil/autodiff";
import { missed } from "../../families/autoencoder/loss.ts";
import { runHalf } from "../../families/convolutional/network.ts";
import { adversary } from "../../families/convolutional/players.ts";
import { discriminator } from "../../adversaries/discriminator.ts";
import type { Player, Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";

/** The discriminators' learning rate as a part of the generators'. */
const discriminatorPace = 0.5;

/** Samples less 128 as parts of half their range. */
const asSeen = (samples: Tensor): Tensor => multiply(samples, 1 / 128);

interface Step {
  readonly graph: Graph;
  /** Image to target domain: what encrypts. */
  readonly encoder: Scope;
  /** Target domain to image: what decrypts. */
  readonly decoder: Scope;
  readonly images: Tensor;
  readonly target: Tensor;
  readonly keys: Tensor;
  /** What the generators make of images, and of samples of the target. */
  readonly cipher: Tensor;
  readonly pictured: Tensor;
}

function step(settings: Settings<Setting>): Step {
  const { batch, side, keyPlanes } = settings;
  const graph = new Graph();
  const images = graph.input("images", [batch, 3, side, side]);
  const target = graph.input("target", [batch, 3, side, side]);
  const keys = graph.input("keys", [batch, keyPlanes, side, side]);
  const [encoder, decoder] = [new Scope(graph, "encoder"), new Scope(graph, "decoder")];
  const cipher = runHalf(encoder, settings, images, keys);
  const pictured = runHalf(decoder, settings, target, keys);
  return { graph, encoder, decoder, images, target, keys, cipher, pictured };
}

/**
 * Both generators, with the losses of CycleGAN (Zhu et al. 2017, equation 3): least squares against
 * either discriminator, and what comes back of either domain, in the mean of absolute errors. Cipher
 * images are rounded to 8 bits on the way, so that nothing can be hidden below. None of this asks that
 * the key be needed; what an adversary recovers without it does.
 */
export function networkPlayer(settings: Settings<Setting>): Player {
  const { graph, encoder, decoder, images, target, keys, cipher, pictured } = step(settings);
  const decrypted = runHalf(decoder.again(), settings, cipher, keys);
  const encrypted = runHalf(encoder.again(), settings, pictured, keys);
  const lost = meanAbsoluteError(asSeen(decrypted), asSeen(images));
  const lostBack = meanAbsoluteError(asSeen(encrypted), asSeen(target));
  const told = (name: string, made: Tensor): Tensor =>
    leastSquaresLoss(discriminator(new Scope(graph, name), asSeen(made)), 1);
  const toldCipher = told("targetJudge", cipher);
  const toldPictured = told("imageJudge", pictured);
  const adversaryMisses = missed(adversary(new Scope(graph, "adversary"), cipher), images);
  const known = square(subtract(1, minimum(adversaryMisses, 1)));
  const loss = [
    multiply(lost, settings.cycle),
    multiply(lostBack, settings.cycleBack),
    multiply(add(toldCipher, toldPictured), settings.discriminator),
    multiply(known, settings.adversary),
  ].reduce((total, part) => add(total, part));
  const parameters = [...encoder.parameters, ...decoder.parameters];
  adam(loss, parameters, { rate: graph.input("rate", []), clipNorm: 1 });
  return {
    name: "network",
    graph,
    results: { loss, lost, lostBack, toldCipher, toldPictured, adversaryMisses },
    runs: 1,
  };
}

/** Both discriminators: of cipher images among samples of the target, of made pictures among images. */
export interface Discriminators {
  readonly graph: Graph;
  readonly ofTarget: Scores;
  readonly ofImages: Scores;
  readonly parameters: readonly Tensor[];
}

/** What one of them thinks: about 1 of what is real to it, about 0 of what is made; [images, 1] each. */
export interface Scores {
  readonly real: Tensor;
  readonly made: Tensor;
}

export function discriminators(settings: Settings<Setting>): Discriminators {
  const { graph, images, target, cipher, pictured } = step(settings);
  const scopes = [new Scope(graph, "targetJudge"), new Scope(graph, "imageJudge")] as const;
  const scores = (scope: Scope, real: Tensor, made: Tensor): Scores => {
    const both = discriminator(scope, asSeen(concatenate([real, stopGradient(made)], 0)));
    const [ofReal, ofMade] = split(both, 0, [real.shape[0]!, made.shape[0]!]) as [Tensor, Tensor];
    return { real: ofReal, made: ofMade };
  };
  const ofTarget = scores(scopes[0], target, cipher);
  const ofImages = scores(scopes[1], images, pictured);
  return { graph, ofTarget, ofImages, parameters: scopes.flatMap((scope) => scope.parameters) };
}

/** The discriminators, against the generators as they stand. */
export function discriminatorsPlayer(settings: Settings<Setting>): Player {
  const { graph, ofTarget, ofImages, parameters } = discriminators(settings);
  const wrong = ({ real, made }: Scores): Tensor =>
    multiply(add(leastSquaresLoss(real, 1), leastSquaresLoss(made, 0)), 0.5);
  const loss = add(wrong(ofTarget), wrong(ofImages));
  const rate = multiply(graph.input("rate", []), discriminatorPace);
  adam(loss, parameters, { name: "judges/adam", rate });
  const results = { loss, rightOfTarget: right(ofTarget), rightOfImages: right(ofImages) };
  return { name: "judges", graph, results, runs: 1 };
}

/** The part of the verdicts that are right, 1/2 by guessing. */
function right({ real, made }: Scores): Tensor {
  const [ofReal, ofMade] = [real, made].map((scores) => mean(sign(subtract(scores, 0.5))));
  return add(multiply(subtract(ofReal!, ofMade!), 0.25), 0.5);
}
