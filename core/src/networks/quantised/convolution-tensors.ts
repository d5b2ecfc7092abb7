import type { IntegerConvolution } from "./integer-convolution.ts";
import type { Tensor } from "../weights/safetensors.ts";

/** A layer in a weight file: kernel in I8, biases in I32, and shift, low and high in I16. */
export function convolutionTensors(
  name: string,
  { outputs, inputs, side, kernel, bias, shift, low, high }: IntegerConvolution,
): readonly (readonly [string, Tensor])[] {
  return [
    [`${name}.kernel`, { dtype: "I8", shape: [outputs, inputs, side, side], data: kernel }],
    [`${name}.bias`, { dtype: "I32", shape: [outputs], data: bias }],
    [`${name}.range`, { dtype: "I16", shape: [3], data: Int16Array.of(shift, low, high) }],
  ];
}

/** Reads the layer of this name. @param refuse throws about what is wrong with it */
export function readConvolution(
  tensors: ReadonlyMap<string, Tensor>,
  name: string,
  refuse: (what: string) => never,
): IntegerConvolution {
  const kernel = tensors.get(`${name}.kernel`);
  const bias = tensors.get(`${name}.bias`);
  const range = tensors.get(`${name}.range`);
  if (kernel?.dtype !== "I8" || bias?.dtype !== "I32" || range?.dtype !== "I16") {
    return refuse(`no complete layer ${name}`);
  }
  const [outputs = 0, inputs = 0, side = 0, across = 0] = kernel.shape;
  const [shift = 0, low = 0, high = 0] = range.data;
  if (kernel.shape.length !== 4 || side !== across || side % 2 !== 1 || inputs * outputs === 0) {
    refuse(`${name}.kernel of shape [${kernel.shape.join()}]`);
  }
  if (bias.shape.join() !== `${outputs}` || range.shape.join() !== "3") {
    refuse(`${name} with another shape of bias or range`);
  }
  if (shift < 1 || shift > 16 || low >= high) refuse(`${name}.range ${range.data.join()}`);
  return { outputs, inputs, side, kernel: kernel.data, bias: bias.data, shift, low, high };
}
