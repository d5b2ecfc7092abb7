import {
  adam,
  add,
  clip,
  concatenate,
  divide,
  type Graph,
  mean,
  multiply,
  reshape,
  Scope,
  sign,
  softplus,
  split,
  squareRoot,
  square,
  stopGradient,
  subtract,
  sum,
  type Tensor,
} from "@neuroveil/autodiff";
import {
  discriminator,
  discriminatorLoss,
  type DiscriminatorLoss,
} from "../../adversaries/discriminator.ts";
import type { Player, Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";
import { inputs, roundTaps, type Inputs } from "./inputs.ts";
import { asImages, keylessRound, oddWeights, unit } from "./network.ts";

/** Of weights; 127 in the cipher. */
const largest = 127 / unit;
/** The discriminator's learning rate as a part of the kernels'. */
const discriminatorPace = 0.2;

/** The smallest at first, 1 and -1, under which flat parts of an image show: there is much to learn. */
function weightsOf(graph: Graph, rounds: number): Tensor {
  return new Scope(graph, "generator").parameter("kernels", [1, rounds, 1, roundTaps], {
    kind: "uniform",
    bound: 2 / unit,
  });
}

/** A discriminator between noise and what a round makes of images. */
export function discriminatorOfRounds(
  scope: Scope,
  { planes, noise }: Omit<Inputs, "graph">,
  kernels: Tensor,
  columns: number,
): DiscriminatorLoss {
  const made = keylessRound(...planes, kernels);
  const both = [0, 1].map((i) => concatenate([noise[i]!, made[i]!], 1)) as [Tensor, Tensor];
  return discriminatorLoss(discriminator(scope, asImages(both, columns)));
}

/** The discriminator, against the kernels as they stand. */
export function discriminatorPlayer(settings: Settings<Setting>): Player {
  const { graph, ...given } = inputs(settings);
  const kernels = oddWeights(weightsOf(graph, settings.rounds));
  const scope = new Scope(graph, "judge");
  const { loss, right } = discriminatorOfRounds(
    scope,
    given,
    stopGradient(kernels),
    settings.columns,
  );
  const rate = multiply(graph.input("rate", []), discriminatorPace);
  adam(loss, scope.parameters, { name: "judge/adam", rate });
  return { name: "judge", graph, results: { loss, right }, runs: settings.discriminatorRuns };
}

/**
 * The kernels. Arithmetic modulo 256 has no useful gradient, so it is estimated: kernels are changed a
 * little in pairs of opposite directions, the discriminator scores what the cipher makes of images with each,
 * and weights go where they deceive it better (evolution strategies, Salimans et al. 2017). Every round
 * is scored by itself.
 */
export function networkPlayer(settings: Settings<Setting>): Player {
  const { graph, planes } = inputs(settings);
  const { rounds, pairs, batch, reach } = settings;
  const weights = weightsOf(graph, rounds);
  const directions = graph.input("directions", [pairs, rounds, 1, roundTaps]);
  const moves = multiply(directions, reach);
  const tried = concatenate([add(weights, moves), subtract(weights, moves)], 0);
  const made = keylessRound(...planes, stopGradient(oddWeights(tried)));
  const scope = new Scope(graph, "judge");
  // -log of the probability that the discriminator gives to noise.
  const losses = softplus(multiply(discriminator(scope, asImages(made, settings.columns)), -1));
  const byTrial = mean(reshape(losses, [2 * pairs, rounds, batch]), { axes: [2] });
  const [there, opposite] = split(byTrial, 0, [pairs, pairs]) as [Tensor, Tensor];
  const slopes = stopGradient(normalised(subtract(there, opposite)));
  const toward = sum(multiply(directions, weights), { axes: [2, 3] });
  const estimate = multiply(sum(multiply(slopes, toward)), 1 / pairs);
  adam(estimate, [weights], {
    name: "generator/adam",
    rate: graph.input("rate", []),
    project: (parameter) => clip(parameter, -largest, largest),
  });
  const size = mean(multiply(sign(weights), multiply(weights, unit)));
  return { name: "network", graph, results: { loss: mean(losses), size }, runs: 1 };
}

/** Of a mean square of 1: how far to go is left to the rate. */
function normalised(x: Tensor): Tensor {
  return divide(x, add(squareRoot(mean(square(x))), 1e-6));
}
