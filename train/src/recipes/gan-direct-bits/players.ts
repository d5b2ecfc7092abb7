import {
  absolute,
  adam,
  add,
  Graph,
  mean,
  multiply,
  Scope,
  sign,
  square,
  stopGradient,
  subtract,
  sum,
  type Tensor,
} from "@neuroveil/autodiff";
import type { Player, Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";
import { mixAndTransform } from "./network.ts";

interface Inputs {
  readonly graph: Graph;
  /** -1 or 1, [messages, bits]. */
  readonly plain: Tensor;
  readonly key: Tensor;
}

function inputs({ batch, bits }: Settings<Setting>): Inputs {
  const graph = new Graph();
  const shape = [batch, bits];
  return { graph, plain: graph.input("plain", shape), key: graph.input("key", shape) };
}

/** Wrong bits a message, [messages]; a guess between -1 and 1 counts in part. */
export function wrongBits(plain: Tensor, guess: Tensor): Tensor {
  return multiply(sum(absolute(subtract(plain, guess)), { axes: [1] }), 0.5);
}

/** The same, a guess counting for the bit that it is nearer to. */
export function wrongSigns(plain: Tensor, guess: Tensor): Tensor {
  return multiply(sum(subtract(1, multiply(plain, sign(guess))), { axes: [1] }), 0.5);
}

function alice(given: Inputs, bits: number): Tensor {
  return mixAndTransform(new Scope(given.graph, "alice"), [given.plain, given.key], bits);
}

/**
 * Alice and Bob together: Bob's wrong bits, and how far Eve's are from half of all (where she knows
 * nothing; more would tell her the message's complement).
 */
export function networkPlayer(settings: Settings<Setting>): Player {
  const bits = settings.bits;
  const given = inputs(settings);
  const { graph, plain, key } = given;
  const [sender, receiver] = [new Scope(graph, "alice"), new Scope(graph, "bob")];
  const cipher = mixAndTransform(sender, [plain, key], bits);
  const bob = mean(wrongBits(plain, mixAndTransform(receiver, [cipher, key], bits)));
  const eve = mean(wrongBits(plain, mixAndTransform(new Scope(graph, "eve"), [cipher], bits)));
  const known = square(multiply(subtract(bits / 2, eve), 2 / bits));
  const loss = add(multiply(bob, 1 / bits), known);
  adam(loss, [...sender.parameters, ...receiver.parameters], { rate: graph.input("rate", []) });
  return { name: "network", graph, results: { loss, bob, eve }, runs: 1 };
}

/** Eve, who sees cipher texts alone, against Alice as she stands. */
export function evePlayer(settings: Settings<Setting>): Player {
  const bits = settings.bits;
  const given = inputs(settings);
  const { graph, plain } = given;
  const scope = new Scope(graph, "eve");
  const guess = mixAndTransform(scope, [stopGradient(alice(given, bits))], bits);
  const loss = mean(wrongBits(plain, guess));
  adam(loss, scope.parameters, { name: "eve/adam", rate: graph.input("rate", []) });
  return { name: "eve", graph, results: { loss }, runs: settings.eveRuns };
}
