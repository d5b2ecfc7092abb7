import {
  adam,
  add,
  adjacentCorrelation,
  concatenate,
  Graph,
  mean,
  multiply,
  Scope,
  softEntropy,
  softplus,
  stopGradient,
  subtract,
  type Tensor,
} from "@neuroveil/autodiff";
import { seedPlanes, seedSide } from "neuroveil/internal/networks";
import { discriminator, discriminatorLoss } from "../../adversaries/discriminator.ts";
import type { Player, Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";
import { generate } from "./network.ts";

/** Rows and columns that one seed perturbs. */
export const side = 32;
const bins = 64;
const fullEntropy = Math.log2(bins);
/** The discriminator's learning rate as a part of the generator's. */
const discriminatorPace = 0.25;

/** Samples less 128 as a discriminator sees them. */
const asSeen = (samples: Tensor): Tensor => multiply(samples, 1 / 128);

interface Step {
  readonly graph: Graph;
  readonly generator: Scope;
  /** [images, 1, 32, 32] samples less 128. */
  readonly perturbations: Tensor;
}

function generated(settings: Settings<Setting>): Step {
  const graph = new Graph();
  const seeds = graph.input("seeds", [settings.batch, seedPlanes, seedSide, seedSide]);
  const generator = new Scope(graph, "generator");
  return { graph, generator, perturbations: generate(generator, settings, seeds) };
}

/**
 * The generator: what the discriminator tells from noise, missing entropy, correlation of neighbours.
 * Of the perturbation alone: added modulo 256, one that is noise makes noise of every image.
 */
export function networkPlayer(settings: Settings<Setting>): Player {
  const { graph, generator, perturbations } = generated(settings);
  // -log of the probability that the discriminator gives to noise.
  const logits = discriminator(new Scope(graph, "judge"), asSeen(perturbations));
  const told = mean(softplus(multiply(logits, -1)));
  const entropy = softEntropy(perturbations, { bins, low: -128, high: 127 });
  const correlation = adjacentCorrelation(multiply(perturbations, 1 / 256));
  const loss = [
    multiply(told, settings.discriminator),
    multiply(subtract(1, multiply(entropy, 1 / fullEntropy)), settings.entropy),
    multiply(correlation, settings.correlation),
  ].reduce((total, part) => add(total, part));
  adam(loss, generator.parameters, { rate: graph.input("rate", []), clipNorm: 1 });
  return { name: "network", graph, results: { loss, told, entropy, correlation }, runs: 1 };
}

/** The discriminator, between perturbations and uniform samples. */
export function discriminatorPlayer(settings: Settings<Setting>): Player {
  const { graph, perturbations } = generated(settings);
  const noise = graph.input("noise", perturbations.shape);
  const scope = new Scope(graph, "judge");
  const both = concatenate([noise, stopGradient(perturbations)], 0);
  const { loss, right } = discriminatorLoss(discriminator(scope, asSeen(both)));
  const rate = multiply(graph.input("rate", []), discriminatorPace);
  adam(loss, scope.parameters, { name: "judge/adam", rate });
  return { name: "judge", graph, results: { loss, right }, runs: settings.discriminatorRuns };
}
