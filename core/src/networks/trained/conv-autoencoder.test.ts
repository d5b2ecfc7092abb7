import { describe, expect, test } from "vitest";
import {
  readConvAutoencoder,
  runAutoencoderHalf,
  writeConvAutoencoder,
  type AutoencoderHalf,
  type ConvAutoencoder,
} from "./conv-autoencoder.ts";
import type { IntegerConvolution, Planes } from "../quantised/integer-convolution.ts";
import { readSafetensors, writeSafetensors, type Tensor } from "../weights/safetensors.ts";

function layer(inputs: number, outputs: number, low: number, high: number): IntegerConvolution {
  const kernel = Int8Array.from({ length: outputs * inputs * 9 }, (_, i) => ((i * 37) % 23) - 11);
  const bias = Int32Array.from({ length: outputs }, (_, i) => 1000 * i - 1500);
  return { outputs, inputs, side: 3, kernel, bias, shift: 6, low, high };
}
const half: AutoencoderHalf = [layer(5, 4, 0, 255), layer(9, 3, -128, 127)];
const network: ConvAutoencoder = { encoder: half, decoder: half };
const file = writeConvAutoencoder(network);

test("reads what it writes", () => {
  expect(readConvAutoencoder(file)).toEqual(network);
});

test("the last layer sees what the half was given", () => {
  // One plane of hidden zeros, then image and keys; only the image's first plane and a key plane count.
  const silent: IntegerConvolution = {
    ...layer(4, 1, 0, 255),
    kernel: new Int8Array(36),
    bias: Int32Array.of(0),
  };
  const kernel = new Int8Array(3 * 5 * 9);
  // Of [3, 5, 3, 3], the middle taps of the first output by plane 1 and of the second by plane 4.
  kernel[9 + 4] = 2;
  kernel[45 + 4 * 9 + 4] = 4;
  const last = { ...layer(5, 3, -128, 127), kernel, bias: Int32Array.of(0, 0, 6), shift: 1 };
  const planes = (data: number[], channels: number): Planes => ({
    channels,
    height: 1,
    width: 2,
    data: Int16Array.from(data),
  });
  const y = runAutoencoderHalf([silent, last], planes([5, 6, 0, 0, 0, 0], 3), planes([7, -8], 1));
  expect([...y.data]).toEqual([5, 6, 14, -16, 3, 3]);
});

describe("refuses", () => {
  const { tensors, metadata } = readSafetensors(file);
  const changed = (name: string, tensor: Tensor | undefined): Uint8Array => {
    const copy = new Map(tensors);
    if (tensor === undefined) copy.delete(name);
    else copy.set(name, tensor);
    return writeSafetensors({ tensors: copy, metadata });
  };
  const range = (...values: number[]): Tensor => ({
    dtype: "I16",
    shape: [values.length],
    data: Int16Array.from(values),
  });
  const kernel = (...shape: number[]): Tensor => ({
    dtype: "I8",
    shape,
    data: new Int8Array(shape.reduce((a, b) => a * b)),
  });
  test.each([
    ["another format", writeSafetensors({ tensors, metadata: { format: "other" } }), /format/],
    ["a layer without bias", changed("encoder.0.bias", undefined), /no complete layer encoder\.0/],
    ["no decoder", changed("decoder.0.kernel", undefined), /decoder of 0 planes/],
    ["no last layer", changed("encoder.1.kernel", undefined), /samples from 0 to 255/],
    ["tensors that belong to nothing", changed("x", range(1)), /tensors of other layers/],
    ["an even kernel", changed("encoder.0.kernel", kernel(4, 5, 2, 2)), /shape \[4,5,2,2\]/],
    ["planes that do not follow", changed("encoder.1.kernel", kernel(3, 8, 3, 3)), /of 8 inputs/],
    ["no key", changed("encoder.0.kernel", kernel(4, 3, 3, 3)), /encoder of 3 planes/],
    ["other keys", changed("decoder.0.kernel", kernel(4, 6, 3, 3)), /decoder\.1 of 9 inputs/],
    ["a shift of nothing", changed("encoder.0.range", range(0, 0, 255)), /range 0,0,255/],
    ["bounds in disorder", changed("encoder.0.range", range(6, 9, 9)), /range 6,9,9/],
    ["samples beyond a byte", changed("encoder.1.range", range(6, -129, 127)), /-129 to 127/],
  ])("%s", (_, altered, message) => {
    expect(() => readConvAutoencoder(altered)).toThrow(message);
    expect(() => readConvAutoencoder(altered)).toThrow(
      expect.objectContaining({ code: "weights" }) as Error,
    );
  });
});
