import type { Random } from "../random/random.ts";
import {
  TreeParityMachine,
  type LearningRule,
  type Response,
  type TreeParityShape,
} from "./tree-parity-machine.ts";

/** Hears inputs and outputs of two parties, and wants their weights. */
export interface Eavesdropper {
  /** A step in which both parties had this output, and learned. */
  hear(input: Int8Array, output: number): void;
  /** Whether one of its machines has these weights. */
  knows(weights: Int8Array): boolean;
}

export const eavesdroppers = ["simple", "geometric", "majority"] as const;
export type EavesdropperId = (typeof eavesdroppers)[number];

/** Machines that vote. */
const population = 100;

export function eavesdropper(
  id: EavesdropperId,
  shape: TreeParityShape,
  rule: LearningRule,
  random: Random,
): Eavesdropper {
  const count = id === "majority" ? population : 1;
  const machines = Array.from({ length: count }, () => new TreeParityMachine(shape, random));
  let steps = 0;
  return {
    hear(input, output) {
      const answers = machines.map((machine) => machine.respond(input));
      const hidden = answers.map((answer) =>
        id === "simple" ? answer.hidden : corrected(answer, output),
      );
      // Votes in every second step only, so that the machines stay different.
      const common = id === "majority" && ++steps % 2 === 0 ? mostCommon(hidden) : undefined;
      for (const [i, machine] of machines.entries())
        machine.learn(rule, input, common ?? hidden[i]!, output);
    },
    knows: (weights) =>
      machines.some((machine) => machine.weights.every((weight, i) => weight === weights[i])),
  };
}

/** Klimov, Mityagin, Shamir 2002: where the output is wrong, the unit that was least sure is. */
function corrected({ hidden, fields, output }: Response, heard: number): Int8Array {
  if (output === heard) return hidden;
  const sizes = fields.map((field) => Math.abs(field));
  const least = sizes.indexOf(Math.min(...sizes));
  return hidden.map((sign, unit) => (unit === least ? -sign : sign));
}

/** Shacham, Klein, Mislovaty, Kanter, Kinzel 2004: what most machines believe. */
function mostCommon(hidden: readonly Int8Array[]): Int8Array {
  const votes = new Map<string, number>();
  for (const each of hidden) votes.set(each.join(), (votes.get(each.join()) ?? 0) + 1);
  const [first] = [...votes].reduce((best, next) => (next[1] > best[1] ? next : best));
  return Int8Array.from(first.split(","), Number);
}
