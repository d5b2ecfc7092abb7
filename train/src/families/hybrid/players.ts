import {
  absolute,
  adam,
  add,
  concatenate,
  divide,
  mean,
  multiply,
  reshape,
  Scope,
  split,
  square,
  squareRoot,
  stopGradient,
  subtract,
  sum,
  type Tensor,
} from "@neuroveil/autodiff";
import type { Player, Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";
import { adversaries, type Known } from "./adversaries.ts";
import {
  bounded,
  unitOf,
  variablesOf,
  wholeNumbers,
  type Contender,
  type Shown,
} from "./contender.ts";
import { inputs, type Inputs } from "./inputs.ts";
import { part } from "./planes.ts";
import { average, averages, securityLosses, type SecurityLoss } from "./security-loss.ts";

/** Where a step goes to; `drift` goes anywhere: the control. */
export const ways = { drift: 0, evolution: 1, gradient: 2 } as const;

/** The adversaries' learning rate as a part of the network's. */
const adversaryPace = 0.1;

/** What the words of each part that shows some tell adversaries, who see every image as it is. */
function attacked(
  scope: Scope,
  shown: Readonly<Record<string, Shown>>,
  { plain }: Inputs,
): Readonly<Record<string, Known>> {
  const images = plain.shape[1]!;
  return Object.fromEntries(
    Object.entries(shown).flatMap(([name, { words }]) =>
      words === undefined
        ? []
        : [[name, adversaries(scope.child(name), part(words, 1, 0, images), plain)]],
    ),
  );
}

/** The loss of adversaries who learn: what they miss, of all parts together. */
export function adversaryLoss(known: Readonly<Record<string, Known>>): Tensor {
  return Object.values(known)
    .map(({ surprise, missed }) => add(mean(surprise), mean(missed)))
    .reduce((total, one) => add(total, one));
}

/** The whole numbers by name. @param tried for each parameter, [members, ...shape] */
function wholeWeights(
  { parameters }: Contender,
  tried: readonly Tensor[],
): Readonly<Record<string, Tensor>> {
  return Object.fromEntries(
    parameters.map(({ name, kind }, i) => [name, wholeNumbers(kind, tried[i]!)]),
  );
}

function asOneMember(x: Tensor): Tensor {
  return reshape(x, [1, ...x.shape]);
}

/** The adversaries, against the network as it stands. */
export function adversaryPlayer(contender: Contender, settings: Settings<Setting>): Player {
  const given = inputs(settings, contender);
  const { graph } = given;
  const variables = variablesOf(new Scope(graph, "network"), contender);
  const weights = wholeWeights(contender, variables.map(stopGradient).map(asOneMember));
  const scope = new Scope(graph, "adversary");
  const shown = contender.play(weights, given, settings.shown);
  const loss = adversaryLoss(attacked(scope, shown, given));
  const rate = multiply(graph.input("rate", []), adversaryPace);
  adam(loss, scope.parameters, { name: "adversary/adam", rate });
  return { name: "adversary", graph, results: { loss }, runs: settings.adversaryRuns };
}

/**
 * The network. Along the slopes of a smooth one (`gradient`) gates learn, and sums modulo 2^16 hardly.
 * So weights can also be changed a little in pairs of opposite directions, of which the losses of each
 * part say which is better (evolution strategies, Salimans et al. 2017).
 */
export function networkPlayer(contender: Contender, settings: Settings<Setting>): Player {
  const given = inputs(settings, contender);
  const { graph } = given;
  const { way, reach, shown } = settings;
  const variables = variablesOf(new Scope(graph, "network"), contender);
  const pairs = way === ways.gradient ? 0 : settings.pairs;
  const directions = contender.parameters.map(({ name, shape }) =>
    graph.input(`directions.${name}`, [Math.max(pairs, 1), ...shape]),
  );
  const tried = variables.map((variable, i) => {
    if (pairs === 0) return asOneMember(variable);
    const moves = multiply(directions[i]!, reach);
    return stopGradient(concatenate([add(variable, moves), subtract(variable, moves)], 0));
  });
  const shows = contender.play(wholeWeights(contender, tried), given, shown);
  const known = attacked(new Scope(graph, "adversary"), shows, given);
  const losses = Object.fromEntries(
    Object.entries(shows).map(([part, own]) => [part, securityLosses(settings, own, known[part])]),
  );
  const all = Object.values(losses).flat();
  const goal =
    pairs === 0
      ? average(all.map(({ loss }) => loss))
      : estimate(contender, variables, directions, losses, way === ways.drift);
  adam(goal, variables, {
    name: "network/adam",
    rate: graph.input("rate", []),
    clipNorm: 1,
    project: bounded,
  });
  const results = { ...averages(all), size: sizeOf(contender, variables) };
  return { name: "network", graph, results, runs: 1 };
}

/** A scalar whose gradient is the estimated one, for each parameter by the losses of its own part. */
function estimate(
  { parameters }: Contender,
  variables: readonly Tensor[],
  directions: readonly Tensor[],
  losses: Readonly<Record<string, readonly SecurityLoss[]>>,
  drifts: boolean,
): Tensor {
  const terms = parameters.map(({ part, shape }, i) => {
    const slope = slopes(losses[part]!.map(({ loss }) => loss));
    const toward = multiply(directions[i]!, variables[i]!);
    const along = sum(toward, { axes: shape.map((_, axis) => axis + 1) });
    return mean(drifts ? along : multiply(slope, along));
  });
  return terms.reduce((total, term) => add(total, term));
}

/**
 * Which of two opposite directions is the worse one, and how much; of a mean square of 1, so that how
 * far to go is left to the rate.
 *
 * @param losses of the members, first all in their directions and then all opposite
 */
function slopes(losses: readonly Tensor[]): Tensor {
  const all = stopGradient(
    concatenate(
      losses.map((loss) => reshape(loss, [1])),
      0,
    ),
  );
  const [there, opposite] = split(all, 0, 2) as [Tensor, Tensor];
  const difference = subtract(there, opposite);
  return divide(difference, add(squareRoot(mean(square(difference))), 1e-9));
}

/** Mean size of the whole numbers but biases. */
function sizeOf({ parameters }: Contender, variables: readonly Tensor[]): Tensor {
  const sizes = parameters.flatMap(({ kind }, i) =>
    kind === "bias" ? [] : [multiply(mean(absolute(variables[i]!)), unitOf(kind))],
  );
  return average(sizes);
}
