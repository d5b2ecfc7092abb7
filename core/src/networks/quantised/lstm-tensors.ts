import type { IntegerLstm } from "./integer-lstm.ts";
import type { Tensor } from "../weights/safetensors.ts";

/** A layer in a weight file: both matrices in I8, biases in I32. */
export function lstmTensors(
  name: string,
  { inputs, units, input, hidden, bias }: IntegerLstm,
): readonly (readonly [string, Tensor])[] {
  return [
    [`${name}.input`, { dtype: "I8", shape: [4 * units, inputs], data: input }],
    [`${name}.hidden`, { dtype: "I8", shape: [4 * units, units], data: hidden }],
    [`${name}.bias`, { dtype: "I32", shape: [4 * units], data: bias }],
  ];
}

/** Reads the layer of this name. @param refuse throws about what is wrong with it */
export function readLstm(
  tensors: ReadonlyMap<string, Tensor>,
  name: string,
  refuse: (what: string) => never,
): IntegerLstm {
  const input = tensors.get(`${name}.input`);
  const hidden = tensors.get(`${name}.hidden`);
  const bias = tensors.get(`${name}.bias`);
  if (input?.dtype !== "I8" || hidden?.dtype !== "I8" || bias?.dtype !== "I32") {
    return refuse(`no complete layer ${name}`);
  }
  const [rows = 0, inputs = 0] = input.shape;
  const units = rows / 4;
  const shapes = [input, hidden, bias].map(({ shape }) => shape.join());
  if (
    units < 1 ||
    inputs < 1 ||
    shapes.join(" ") !== `${4 * units},${inputs} ${4 * units},${units} ${4 * units}`
  ) {
    refuse(`${name} of shapes ${shapes.map((shape) => `[${shape}]`).join(", ")}`);
  }
  return { inputs, units, input: input.data, hidden: hidden.data, bias: bias.data };
}
