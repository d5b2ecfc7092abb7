import { NeuroveilError } from "neuroveil/errors";
import type { Random } from "../random/random.ts";
import type { Eavesdropper } from "./eavesdropper.ts";
import {
  randomInput,
  sameWeights,
  TreeParityMachine,
  type LearningRule,
  type TreeParityShape,
} from "./tree-parity-machine.ts";

/** An exchange that has ended. */
export interface Exchange {
  readonly weights: Int8Array;
  /** Outputs that each party told the other; rounds in which nothing was learned are counted. */
  readonly rounds: number;
}

/** Far beyond what any exchange with a depth up to 6 takes. */
const mostRounds = 1_000_000;

/**
 * Two machines learn from each other until their weights are equal, in front of eavesdroppers. In use
 * the parties would compare hashes; here equality is looked up.
 * @throws {NeuroveilError} "broken" where they do not become equal
 */
export function synchronise(
  shape: TreeParityShape,
  rule: LearningRule,
  random: Random,
  listeners: readonly Eavesdropper[] = [],
): Exchange {
  const [a, b] = [new TreeParityMachine(shape, random), new TreeParityMachine(shape, random)];
  for (let rounds = 1; rounds <= mostRounds; rounds++) {
    const input = randomInput(shape, random);
    const [one, other] = [a.respond(input), b.respond(input)];
    if (one.output !== other.output) continue;
    a.learn(rule, input, one.hidden, one.output);
    b.learn(rule, input, other.hidden, one.output);
    for (const listener of listeners) listener.hear(input, one.output);
    if (sameWeights(a, b)) return { weights: a.weights, rounds };
  }
  throw new NeuroveilError("broken", {
    expected: `equal weights within ${mostRounds} rounds`,
    todo: "use a smaller depth",
  });
}
