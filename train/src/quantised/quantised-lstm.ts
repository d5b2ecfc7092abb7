import {
  add,
  clip,
  concatenate,
  glorotUniform,
  matrixProduct,
  multiply,
  reshape,
  roundThrough,
  split,
  type LstmState,
  type Scope,
  type Tensor,
} from "@neuroveil/autodiff";
import type { IntegerLstm } from "neuroveil/internal/networks";
import {
  integerBias,
  integerWeights,
  one,
  refuseInexact,
  shift,
  shippedBias,
  shippedWeights,
} from "./integers.ts";

/** How an LSTM layer reads. */
export interface QuantisedLstm {
  readonly units: number;
  /** [batch, units] each, whole numbers from -128 to 127. */
  readonly start: LstmState;
  /** Whether it reads from the last step to the first. */
  readonly backwards: boolean;
}

/** Slope 1/4, so that a gate is half open at 0 and quite open at 2. */
const gateShift = shift + 2;
const cellBound = 1024;

const down = (x: Tensor, bits: number): Tensor => roundThrough(multiply(x, 2 ** -bits));
const gate = (sums: Tensor): Tensor => clip(add(down(sums, gateShift), one / 2), 0, one);
const squash = (x: Tensor): Tensor => clip(x, -one, one - 1);
/** The product of two numbers of which 128 stands for 1, before it is scaled back. */
const scaledBack = (product: Tensor): Tensor => down(product, Math.log2(one));

/**
 * The twin of `runIntegerLstm` in training: the same integers in single precision, with gradients that
 * pass the rounding.
 *
 * @param x [steps, batch, features], whole numbers
 * @returns the hidden state after each step: [steps, batch, units], in the order of `x`
 */
export function quantisedLstm(
  scope: Scope,
  x: Tensor,
  { units, start, backwards }: QuantisedLstm,
): Tensor {
  const [steps = 1, batch = 1, features = 1] = x.shape;
  const width = 4 * units;
  const input = scope.parameter("input", [width, features], glorotUniform(features, width));
  const recurrent = scope.parameter("hidden", [width, units], glorotUniform(units, width));
  // Forget gates begin open (Jozefowicz et al. 2015).
  const open = Array.from({ length: width }, (_, i) => (i >= units && i < 2 * units ? 1 : 0));
  const bias = scope.parameter("bias", [width], { kind: "values", values: open });

  // What comes from the input is one product for all steps.
  const flat = reshape(x, [steps * batch, features]);
  const fromInput = matrixProduct(flat, integerWeights(input), { b: true });
  const byStep = split(reshape(add(fromInput, integerBias(bias)), [steps, batch, width]), 0, steps);
  const weights = integerWeights(recurrent);
  let { hidden, cell } = start;
  const outputs: Tensor[] = [];
  for (const part of backwards ? byStep.toReversed() : byStep) {
    const fromHidden = matrixProduct(hidden, weights, { b: true });
    const sums = add(reshape(part, [batch, width]), fromHidden);
    const [gates, candidates] = split(sums, 1, [3 * units, units]) as [Tensor, Tensor];
    const [i, f, o] = split(gate(gates), 1, 3) as [Tensor, Tensor, Tensor];
    const kept = add(multiply(f, cell), multiply(i, squash(down(candidates, shift))));
    cell = clip(scaledBack(kept), -cellBound, cellBound - 1);
    hidden = scaledBack(multiply(o, squash(cell)));
    outputs.push(reshape(hidden, [1, batch, units]));
  }
  return concatenate(backwards ? outputs.toReversed() : outputs, 0);
}

/**
 * The layer as it is shipped.
 *
 * @param input, hidden, bias what training has made of the parameters
 * @throws {NeuroveilError} "weights" when a sum could leave the whole numbers that single precision holds
 */
export function exportLstm(
  input: Float32Array,
  hidden: Float32Array,
  bias: Float32Array,
): IntegerLstm {
  const rows = bias.length;
  const [inputs, units] = [input.length / rows, rows / 4];
  const layer: IntegerLstm = {
    inputs,
    units,
    input: shippedWeights(input),
    hidden: shippedWeights(hidden),
    bias: shippedBias(bias),
  };
  for (let row = 0; row < rows; row++) {
    const weights = Int8Array.of(
      ...layer.input.subarray(row * inputs, (row + 1) * inputs),
      ...layer.hidden.subarray(row * units, (row + 1) * units),
    );
    refuseInexact([layer.bias[row]!, 2 ** gateShift], weights);
  }
  return layer;
}
