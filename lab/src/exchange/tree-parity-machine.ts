import type { Random } from "../random/random.ts";

/** Hidden units K, inputs N of each, and the range -L to L of weights. */
export interface TreeParityShape {
  readonly units: number;
  readonly inputs: number;
  readonly depth: number;
}

/** How weights move where both parties have the same output. */
export const learningRules = ["hebbian", "anti-hebbian", "random-walk"] as const;
export type LearningRule = (typeof learningRules)[number];

/** What a machine makes of an input. */
export interface Response {
  /** -1 or 1 of each hidden unit. */
  readonly hidden: Int8Array;
  /** Sum of each hidden unit, of which `hidden` is the sign; 0 counts as -1. */
  readonly fields: Int32Array;
  /** Product of `hidden`: what is told to the other party. */
  readonly output: number;
}

/**
 * A tree parity machine (Kanter, Kinzel, Kanter 2002): K perceptrons with inputs of their own, whose
 * output is a parity. Two that learn from each other's outputs end with equal weights.
 */
export class TreeParityMachine {
  readonly shape: TreeParityShape;
  readonly weights: Int8Array;

  constructor(shape: TreeParityShape, random: Random) {
    const { units, inputs, depth } = shape;
    this.shape = shape;
    this.weights = Int8Array.from(
      { length: units * inputs },
      () => random.below(2 * depth + 1) - depth,
    );
  }

  /** @param input -1 and 1, K times N of them */
  respond(input: Int8Array): Response {
    const { units, inputs } = this.shape;
    const fields = new Int32Array(units);
    for (let unit = 0; unit < units; unit++) {
      let sum = 0;
      for (let i = unit * inputs; i < (unit + 1) * inputs; i++) sum += this.weights[i]! * input[i]!;
      fields[unit] = sum;
    }
    const hidden = Int8Array.from(fields, (field) => (field > 0 ? 1 : -1));
    return { hidden, fields, output: hidden.reduce((product, sign) => product * sign, 1) };
  }

  /** Moves the weights of the units whose sign is the agreed output. */
  learn(rule: LearningRule, input: Int8Array, hidden: Int8Array, output: number): void {
    const { units, inputs, depth } = this.shape;
    for (let unit = 0; unit < units; unit++) {
      if (hidden[unit] !== output) continue;
      const factor = rule === "random-walk" ? 1 : rule === "hebbian" ? output : -output;
      for (let i = unit * inputs; i < (unit + 1) * inputs; i++) {
        const moved = this.weights[i]! + factor * input[i]!;
        this.weights[i] = Math.max(-depth, Math.min(depth, moved));
      }
    }
  }
}

export function sameWeights(a: TreeParityMachine, b: TreeParityMachine): boolean {
  return a.weights.every((weight, i) => weight === b.weights[i]);
}

export function randomInput({ units, inputs }: TreeParityShape, random: Random): Int8Array {
  return Int8Array.from({ length: units * inputs }, () => 2 * random.below(2) - 1);
}
