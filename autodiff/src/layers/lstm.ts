import type { Tensor } from "../graph/tensor.ts";
import { add, multiply } from "../operators/arithmetic.ts";
import { sigmoid, tanh } from "../operators/activations.ts";
import { reshape } from "../operators/broadcast.ts";
import { matrixProduct } from "../operators/matrix-product.ts";
import { concatenate, split } from "../operators/reordering.ts";
import { glorotUniform } from "../graph/initial.ts";
import type { Scope } from "./scope.ts";

/** What an LSTM remembers: two tensors of [batch, units]. */
export interface LstmState {
  readonly hidden: Tensor;
  readonly cell: Tensor;
}

export interface LstmOptions {
  readonly units: number;
  /** State before the first step; zeros when absent. */
  readonly start?: LstmState;
  /** Whether it reads from the last step to the first. */
  readonly backwards?: boolean;
  /** The function of the three gates, `sigmoid` when absent. */
  readonly gate?: (x: Tensor) => Tensor;
  /** The function of candidate and output, `tanh` when absent. */
  readonly squash?: (x: Tensor) => Tensor;
}

export interface LstmResult {
  /** The hidden state after each step: [steps, batch, units], in the order of the input. */
  readonly outputs: Tensor;
  /** The state after the last step that was read. */
  readonly end: LstmState;
}

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000)
 * over a sequence, unrolled: c ← f c + i candidate, h ← o squash(c).
 *
 * @param x [steps, batch, features]
 */
export function lstm(scope: Scope, x: Tensor, options: LstmOptions): LstmResult {
  const { units, backwards = false, gate = sigmoid, squash = tanh } = options;
  const [steps = 1, batch = 1, features = 1] = x.shape;
  const { graph } = x;
  const width = 4 * units;
  const fromInput = scope.parameter("input", [features, width], glorotUniform(features, width));
  const fromHidden = scope.parameter("hidden", [units, width], glorotUniform(units, width));
  // Input, forget and output gate, then the candidate; forget gates begin open (Jozefowicz et al. 2015).
  const open = Array.from({ length: width }, (_, i) => (i >= units && i < 2 * units ? 1 : 0));
  const bias = scope.parameter("bias", [width], { kind: "values", values: open });

  // What comes from the input is one product for all steps.
  const flat = reshape(x, [steps * batch, features]);
  const byStep = split(add(matrixProduct(flat, fromInput), bias), 0, steps);
  const zero = graph.filled(0, [batch, units]);
  let { hidden, cell } = options.start ?? { hidden: zero, cell: zero };
  const outputs: Tensor[] = [];
  for (const part of backwards ? byStep.toReversed() : byStep) {
    const sums = add(part, matrixProduct(hidden, fromHidden));
    const [gates, candidate] = split(sums, 1, [3 * units, units]) as [Tensor, Tensor];
    const [i, f, o] = split(gate(gates), 1, 3) as [Tensor, Tensor, Tensor];
    cell = add(multiply(f, cell), multiply(i, squash(candidate)));
    hidden = multiply(o, squash(cell));
    outputs.push(reshape(hidden, [1, batch, units]));
  }
  const inOrder = backwards ? outputs.toReversed() : outputs;
  return { outputs: concatenate(inOrder, 0), end: { hidden, cell } };
}
