import type { Shape } from "./tensor.ts";

/** What a variable holds before the first run. */
export type Initial =
  | { readonly kind: "constant"; readonly value: number }
  /** Independent draws between -bound and bound. */
  | { readonly kind: "uniform"; readonly bound: number }
  | { readonly kind: "values"; readonly values: ArrayLike<number> };

export const zeros: Initial = { kind: "constant", value: 0 };
export const ones: Initial = { kind: "constant", value: 1 };

/** He et al. 2015, for layers before rectifiers: variance 2 / inputs. */
export function heUniform(inputs: number): Initial {
  return { kind: "uniform", bound: Math.sqrt(6 / inputs) };
}

/** Glorot and Bengio 2010, for layers before saturating functions: variance 2 / (inputs + outputs). */
export function glorotUniform(inputs: number, outputs: number): Initial {
  return { kind: "uniform", bound: Math.sqrt(6 / (inputs + outputs)) };
}

/** Inputs of one output of a convolution kernel [out, in, height, width]. */
export function kernelInputs([, channels = 1, height = 1, width = 1]: Shape): number {
  return channels * height * width;
}
