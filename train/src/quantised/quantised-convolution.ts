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
import type { IntegerConvolution } from "neuroveil/networks";
import { NeuroveilError } from "neuroveil/errors";

/** What is fixed about a layer of an integer network. */
export interface QuantisedLayer {
  readonly outputs: number;
  /** Bounds of its results. Hidden layers begin at 0, which makes them rectifiers. */
  readonly low: number;
  readonly high: number;
}

/** Height and width of all kernels. */
const side = 3;

/** Weights are multiples of 2^-6 from -127/64 to 127/64. */
const shift = 6;
const largestWeight = 127;

/** An activation of 128 stands for 1. */
const one = 128;

/** Single precision holds every whole number below. */
const exactBelow = 2 ** 24;

const integerKernel = (kernel: Tensor): Tensor =>
  clipThrough(roundThrough(multiply(kernel, 2 ** shift)), -largestWeight, largestWeight);

const integerBias = (bias: Tensor): Tensor => roundThrough(multiply(bias, one * 2 ** shift));

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
  { outputs, low, high }: QuantisedLayer,
): Tensor {
  const shape = [outputs, x.shape[1] ?? 1, side, side];
  const kernel = scope.parameter("kernel", shape, heUniform(kernelInputs(shape)));
  const bias = scope.parameter("bias", [outputs], { kind: "constant", value: 0 });
  const sums = convolution(x, integerKernel(kernel), { bias: integerBias(bias), padding: 1 });
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
  { outputs, low, high }: QuantisedLayer,
  kernel: Float32Array,
  bias: Float32Array,
): IntegerConvolution {
  const integers = Int8Array.from(kernel, (value) =>
    Math.min(Math.max(rounded(value * 2 ** shift), -largestWeight), largestWeight),
  );
  const biases = Int32Array.from(bias, (value) => rounded(value * one * 2 ** shift));
  const perOutput = integers.length / outputs;
  for (let output = 0; output < outputs; output++) {
    let reach = Math.abs(biases[output]!) + 2 ** shift;
    for (const weight of integers.subarray(output * perOutput, (output + 1) * perOutput)) {
      reach += Math.abs(weight) * 255;
    }
    if (reach >= exactBelow) {
      throw new NeuroveilError(
        "weights",
        `expected sums below ${exactBelow}, got up to ${reach}; train fewer channels`,
      );
    }
  }
  const inputs = perOutput / side ** 2;
  return { outputs, inputs, side, kernel: integers, bias: biases, shift, low, high };
}

/** As the graph rounds, in single precision: there, 0.5 - 2^-26 and a half make 1. */
function rounded(value: number): number {
  return Math.floor(Math.fround(Math.fround(value) + 0.5));
}
