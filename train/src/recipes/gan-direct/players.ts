import {
  adam,
  add,
  concatenate,
  Graph,
  mean,
  meanSquaredError,
  minimum,
  multiply,
  Scope,
  softplus,
  square,
  stopGradient,
  subtract,
  type Tensor,
} from "@neuroveil/autodiff";
import { missed } from "../../families/autoencoder/loss.ts";
import { runHalf } from "../../families/convolutional/network.ts";
import { adversary } from "../../families/convolutional/players.ts";
import { discriminator, discriminatorLoss } from "../../adversaries/discriminator.ts";
import type { Player, Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";

/** Samples less 128 as parts of their range. */
const range = 256;
/** The discriminator's learning rate as a part of the generator's. */
const discriminatorPace = 0.5;

const asSeen = (samples: Tensor): Tensor => multiply(samples, 1 / 128);

/**
 * Generator and decryptor together: what decryption misses, what the discriminator tells from noise, and
 * (1 - L_E / L_E^rand)² of Eve, who knows nothing where her error is that of the mean sample.
 */
export function networkPlayer(settings: Settings<Setting>): Player {
  const { batch, side, keyPlanes } = settings;
  const graph = new Graph();
  const images = graph.input("images", [batch, 3, side, side]);
  const keys = graph.input("keys", [batch, keyPlanes, side, side]);
  const [encoder, decoder] = [new Scope(graph, "encoder"), new Scope(graph, "decoder")];
  const cipher = runHalf(encoder, settings, images, keys);
  const decrypted = runHalf(decoder, settings, cipher, keys);
  const error = multiply(meanSquaredError(decrypted, images), 1 / range ** 2);
  // -log of the probability that the discriminator gives to noise.
  const told = mean(
    softplus(multiply(discriminator(new Scope(graph, "judge"), asSeen(cipher)), -1)),
  );
  const eveMisses = missed(adversary(new Scope(graph, "adversary"), cipher), images);
  const known = square(subtract(1, minimum(eveMisses, 1)));
  const loss = [
    error,
    multiply(told, settings.discriminator),
    multiply(known, settings.adversary),
  ].reduce((total, part) => add(total, part));
  const parameters = [...encoder.parameters, ...decoder.parameters];
  adam(loss, parameters, { rate: graph.input("rate", []), clipNorm: 1 });
  return { name: "network", graph, results: { loss, error, told, eveMisses }, runs: 1 };
}

/** The discriminator, between cipher images and uniform samples. */
export function discriminatorPlayer(settings: Settings<Setting>): Player {
  const { batch, side, keyPlanes } = settings;
  const graph = new Graph();
  const images = graph.input("images", [batch, 3, side, side]);
  const keys = graph.input("keys", [batch, keyPlanes, side, side]);
  const noise = graph.input("noise", [batch, 3, side, side]);
  const cipher = stopGradient(runHalf(new Scope(graph, "encoder"), settings, images, keys));
  const scope = new Scope(graph, "judge");
  const { loss, right } = discriminatorLoss(
    discriminator(scope, asSeen(concatenate([noise, cipher], 0))),
  );
  const rate = multiply(graph.input("rate", []), discriminatorPace);
  adam(loss, scope.parameters, { name: "judge/adam", rate });
  return { name: "judge", graph, results: { loss, right }, runs: 1 };
}
