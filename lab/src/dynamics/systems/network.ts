import type { Field } from "neuroveil/internal/chaos";
import type { Jacobian } from "../flow-spectrum.ts";

/** A neuron's output and its derivative. */
export interface Activation {
  readonly output: (x: number) => number;
  readonly slope: (x: number) => number;
}

/**
 * Math.tanh differs between engines in its last bit: good enough to measure exponents, never to
 * encrypt.
 */
export const hyperbolicTangent: Activation = {
  output: Math.tanh,
  slope: (x) => 1 - Math.tanh(x) ** 2,
};

/** (|x + 1| - |x - 1|) / 2 of Chua and Yang. */
export const saturation: Activation = {
  output: (x) => (Math.abs(x + 1) - Math.abs(x - 1)) / 2,
  slope: (x) => (Math.abs(x) < 1 ? 1 : 0),
};

/**
 * x' = -C x + W f(x): a Hopfield network, or cells that are all connected.
 *
 * @param leaks diagonal of C
 * @param weights W, row by row
 */
export function network(
  leaks: readonly number[],
  weights: readonly (readonly number[])[],
  { output, slope }: Activation,
): { readonly field: Field; readonly jacobian: Jacobian } {
  const n = leaks.length;
  const outputs = new Float64Array(n);
  return {
    field: (state, change) => {
      for (let i = 0; i < n; i++) outputs[i] = output(state[i]!);
      for (let i = 0; i < n; i++) {
        const row = weights[i]!;
        let sum = -leaks[i]! * state[i]!;
        for (let k = 0; k < n; k++) sum += row[k]! * outputs[k]!;
        change[i] = sum;
      }
    },
    jacobian: (state, matrix) => {
      for (let k = 0; k < n; k++) {
        const derivative = slope(state[k]!);
        for (let i = 0; i < n; i++)
          matrix[i * n + k] = weights[i]![k]! * derivative - (i === k ? leaks[i]! : 0);
      }
    },
  };
}
