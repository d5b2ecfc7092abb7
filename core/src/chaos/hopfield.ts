import { padeTanh } from "./pade-tanh.ts";
import type { Field } from "./runge-kutta.ts";

/** A Hopfield network: x_i' = sum_j weights[i][j] tanh(x_j) + input_i - leak[i] x_i. */
export interface HopfieldNetwork {
  readonly leak: readonly number[];
  /** n rows of n. */
  readonly weights: readonly (readonly number[])[];
}

/** Four neurons, hyperchaotic, after Li, Huang, Yang 2005: exponents 0.24, 0.01 to 0.03, 0, -74. */
export const hopfield4: HopfieldNetwork = {
  leak: [1, 1, 1, 100],
  weights: [
    [1, 0.5, -3, -1],
    [0, 2.3, 3, 0],
    [3, -3, 1, 0],
    [100, 0, 0, 170],
  ],
};

/** Three neurons with weights of the kind that Bao takes: exponents 0.13, 0, -0.54. */
export const hopfield3: HopfieldNetwork = {
  leak: [1, 1, 1],
  weights: [
    [-1.4, 1.2, -7],
    [1.1, 0, 2.8],
    [0.8, -2, 4],
  ],
};

/** Leaks, weights row by row, and inputs of zero: the network as {@link hopfieldField} reads it. */
export function hopfieldParameters({ leak, weights }: HopfieldNetwork): number[] {
  return [...leak, ...weights.flat(), ...leak.map(() => 0)];
}

/** Where the weight from neuron `from` to neuron `to` stands among the parameters. */
export function weightIndex(neurons: number, to: number, from: number): number {
  return neurons + to * neurons + from;
}

/** Where the input of a neuron stands among the parameters. */
export function inputIndex(neurons: number, neuron: number): number {
  return neurons + neurons * neurons + neuron;
}

/**
 * The equations of a network of `neurons` neurons.
 *
 * @param parameters read at every call, so that they may change on the way
 */
export function hopfieldField(neurons: number, parameters: ArrayLike<number>): Field {
  const activity = new Float64Array(neurons);
  return (state, slope) => {
    for (let j = 0; j < neurons; j++) activity[j] = padeTanh(state[j]!);
    for (let i = 0; i < neurons; i++) {
      const row = weightIndex(neurons, i, 0);
      let sum = parameters[row]! * activity[0]!;
      for (let j = 1; j < neurons; j++) sum += parameters[row + j]! * activity[j]!;
      slope[i] = sum + parameters[inputIndex(neurons, i)]! - parameters[i]! * state[i]!;
    }
  };
}
