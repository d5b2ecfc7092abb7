import { clipThrough, multiply, roundThrough, type Tensor } from "@neuroveil/autodiff";
import { NeuroveilError } from "neuroveil/errors";

/** Weights are multiples of 2^-6 from -127/64 to 127/64. */
export const shift = 6;
const largestWeight = 127;

/** An activation of 128 stands for 1. */
export const one = 128;

/** Single precision holds every whole number below. */
const exactBelow = 2 ** 24;

/** Activations are at most as large. */
const largestActivation = 255;

/** Weights in training as the whole numbers that they will be shipped as. */
export const integerWeights = (weights: Tensor): Tensor =>
  clipThrough(roundThrough(multiply(weights, 2 ** shift)), -largestWeight, largestWeight);

/** Biases in training, likewise. */
export const integerBias = (bias: Tensor): Tensor => roundThrough(multiply(bias, one * 2 ** shift));

export function shippedWeights(weights: Float32Array): Int8Array {
  return Int8Array.from(weights, (value) =>
    Math.min(Math.max(rounded(value * 2 ** shift), -largestWeight), largestWeight),
  );
}

export function shippedBias(bias: Float32Array): Int32Array {
  return Int32Array.from(bias, (value) => rounded(value * one * 2 ** shift));
}

/**
 * @param added what is added to a sum of weighted activations
 * @throws {NeuroveilError} "weights" when the sum could leave the whole numbers that single precision
 *   holds, so that training may have seen another network
 */
export function refuseInexact(added: readonly number[], weights: Int8Array): void {
  let reach = added.reduce((sum, value) => sum + Math.abs(value), 0);
  for (const weight of weights) reach += Math.abs(weight) * largestActivation;
  if (reach >= exactBelow) {
    throw new NeuroveilError("weights", {
      expected: `sums below ${exactBelow}`,
      got: `up to ${reach}`,
      todo: "train fewer channels",
    });
  }
}

/** As the graph rounds, in single precision: there, 0.5 - 2^-26 and a half make 1. */
function rounded(value: number): number {
  return Math.floor(Math.fround(Math.fround(value) + 0.5));
}
