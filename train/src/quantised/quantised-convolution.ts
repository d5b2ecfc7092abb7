import {
  clip,
  clipThrough,
  convolution,
  heUniform,
  kernelInputs,
  multiply,
  roundThrough,
  type Scope,
  type Tensor,
} from "@neuroveil/autodiff";
import type { IntegerConvolution } from "neuroveil/internal/networks";
import {
  integerBias,
  integerWeights,
  refuseInexact,
  shift,
  shippedBias,
  shippedWeights,
} from "./integers.ts";

/** What is fixed about a layer of an integer network. */
export interface QuantisedLayer {
  readonly outputs: number;
  /** Bounds of its results. Hidden layers begin at 0, which makes them rectifiers. */
  readonly low: number;
  readonly high: number;
  /** Height and width of the kernel, odd; 3 when absent. */
  readonly side?: number;
}

/**
 * The twin of `convolvePlanes` in training: computes in single precision the very integers that the
 * shipped layer computes (sums of whole numbers below 2^24 are exact), while gradients pass the
 * rounding as if it were not there.
 *
 * @param x [images, channels, height, width], whole numbers
 */
export function quantisedConvolution(
  scope: Scope,
  x: Tensor,
  { outputs, low, high, side = 3 }: QuantisedLayer,
): Tensor {
  const shape = [outputs, x.shape[1] ?? 1, side, side];
  const kernel = scope.parameter("kernel", shape, heUniform(kernelInputs(shape)));
  const bias = scope.parameter("bias", [outputs], { kind: "constant", value: 0 });
  const sums = convolution(x, integerWeights(kernel), {
    bias: integerBias(bias),
    padding: (side - 1) / 2,
  });
  const levels = roundThrough(multiply(sums, 2 ** -shift));
  // A last layer that has left its bounds must find back; a rectifier is meant to be silent.
  return low === 0 ? clip(levels, low, high) : clipThrough(levels, low, high);
}

/**
 * The layer as it is shipped.
 *
 * @param kernel, bias what training has made of the parameters
 * @throws {NeuroveilError} "weights" when a sum could leave the whole numbers that single precision
 *   holds, so that training may have seen another network
 */
export function exportLayer(
  { outputs, low, high, side = 3 }: QuantisedLayer,
  kernel: Float32Array,
  bias: Float32Array,
): IntegerConvolution {
  const integers = shippedWeights(kernel);
  const biases = shippedBias(bias);
  const perOutput = integers.length / outputs;
  for (let output = 0; output < outputs; output++) {
    const weights = integers.subarray(output * perOutput, (output + 1) * perOutput);
    refuseInexact([biases[output]!, 2 ** shift], weights);
  }
  const inputs = perOutput / side ** 2;
  return { outputs, inputs, side, kernel: integers, bias: biases, shift, low, high };
}
