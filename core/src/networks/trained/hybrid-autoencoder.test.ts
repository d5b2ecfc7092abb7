import { describe, expect, test } from "vitest";
import { readHybridAutoencoder, writeHybridAutoencoder } from "./hybrid-autoencoder-file.ts";
import {
  decodeHybrid,
  encodeHybrid,
  type HybridAutoencoder,
  type HybridHalf,
} from "./hybrid-autoencoder.ts";
import type { IntegerConvolution, Planes } from "../quantised/integer-convolution.ts";
import type { IntegerLstm } from "../quantised/integer-lstm.ts";
import { startsFromKey } from "./key-start.ts";
import { readSafetensors, writeSafetensors, type Tensor } from "../weights/safetensors.ts";

/** The smaller the more inputs there are, so that sums stay between the bounds. */
function weights(length: number, inputs: number): Int8Array {
  const most = Math.ceil(120 / inputs);
  return Int8Array.from({ length }, (_, i) => ((i * 37) % (2 * most + 1)) - most);
}

function convolution(inputs: number, outputs: number, side: number, low = -128) {
  const kernel = weights(outputs * inputs * side * side, inputs);
  const bias = Int32Array.from({ length: outputs }, (_, i) => 10 * i - 100);
  const high = low === 0 ? 255 : 127;
  return { outputs, inputs, side, kernel, bias, shift: 6, low, high } satisfies IntegerConvolution;
}
function lstm(inputs: number, units: number): IntegerLstm {
  const input = weights(4 * units * inputs, inputs);
  const hidden = weights(4 * units * units, units);
  return { inputs, units, input, hidden, bias: new Int32Array(4 * units).fill(500) };
}
const half: HybridHalf = {
  cnn: [convolution(3, 4, 3, 0), convolution(7, 3, 3)],
  lstm: [lstm(48, 6), lstm(6, 5)],
  projection: convolution(5, 48, 1),
};
const network: HybridAutoencoder = { encoder: half, decoder: half, keyBytes: 9, backwards: false };
const file = writeHybridAutoencoder(network);
const key = Uint8Array.from({ length: 9 }, (_, i) => 29 * i);
const image: Planes = {
  channels: 3,
  height: 4,
  width: 12,
  data: Int16Array.from({ length: 144 }, (_, i) => ((i * 71) % 256) - 128),
};

test("reads what it writes", () => {
  expect(readHybridAutoencoder(file)).toEqual(network);
});

test("states begin with the key, over again where it is short", () => {
  const [first, second] = startsFromKey(Uint8Array.of(0, 128, 255), [2, 1]);
  expect(first).toEqual({ hidden: Int16Array.of(-128, 0), cell: Int16Array.of(127, -128) });
  expect(second).toEqual({ hidden: Int16Array.of(0), cell: Int16Array.of(127) });
});

/** Whether each of the three patches is the same in both. */
function samePatches(a: Planes, b: Planes): boolean[] {
  return [0, 1, 2].map((patch) =>
    a.data.every((value, i) => Math.floor((i % 12) / 4) !== patch || value === b.data[i]),
  );
}

test("a changed patch of a cipher image changes what the decoder's LSTM reads after it", () => {
  // A CNN that returns what it is given, so that all that is seen is the LSTM's.
  const kernel = new Int8Array(3 * 7);
  for (const plane of [0, 1, 2]) kernel[7 * plane + 4 + plane] = 64;
  const identity = { ...convolution(7, 3, 1), kernel, bias: new Int32Array(3) };
  const cnn = [convolution(3, 4, 1, 0), identity];
  const middle = (i: number): boolean => Math.floor((i % 12) / 4) === 1;
  const data = image.data.map((value, i) => (middle(i) ? -1 - value : value));
  const changed = { ...image, data };
  const reach = (backwards: boolean): boolean[] => {
    const own = { ...network, backwards, decoder: { ...half, cnn } };
    return samePatches(decodeHybrid(own, image, key), decodeHybrid(own, changed, key));
  };
  expect(reach(false)).toEqual([true, false, false]);
  expect(reach(true)).toEqual([false, false, true]);
});

test("the encoder reads forwards and begins with the key", () => {
  const other = key.map((byte) => byte ^ 128);
  expect(
    samePatches(encodeHybrid(network, image, key), encodeHybrid(network, image, other))[0],
  ).toBe(false);
});

describe("refuses", () => {
  const { tensors, metadata } = readSafetensors(file);
  const told = (changes: Record<string, string>): Uint8Array =>
    writeSafetensors({ tensors, metadata: { ...metadata, ...changes } });
  const changed = (name: string, tensor: Tensor | undefined): Uint8Array => {
    const copy = new Map(tensors);
    if (tensor === undefined) copy.delete(name);
    else copy.set(name, tensor);
    return writeSafetensors({ tensors: copy, metadata });
  };
  const bytes = (...shape: number[]): Tensor => ({
    dtype: "I8",
    shape,
    data: new Int8Array(shape.reduce((a, b) => a * b)),
  });
  const written = (changes: Partial<HybridHalf>): Uint8Array =>
    writeHybridAutoencoder({ ...network, decoder: { ...half, ...changes } });
  test.each([
    ["another format", told({ format: "other" }), /format/],
    ["no key", told({ keyBytes: "0" }), /a key of 0 bytes/],
    ["a key without a length", told({ keyBytes: "many" }), /a key of many bytes/],
    ["another direction", told({ decoder: "up" }), /a decoder up/],
    ["a layer without bias", changed("encoder.lstm.0.bias", undefined), /layer encoder\.lstm\.0/],
    ["units that do not agree", changed("encoder.lstm.1.hidden", bytes(20, 6)), /\[20,6\]/],
    ["no whole units", changed("encoder.lstm.0.input", bytes(22, 48)), /\[22,48\]/],
    [
      "a missing projection",
      changed("decoder.projection.kernel", undefined),
      /decoder\.projection/,
    ],
    ["tensors that belong to nothing", changed("x", bytes(1)), /tensors of other layers/],
    ["a CNN of one layer", written({ cnn: [convolution(3, 3, 3)] }), /decoder of 1 convolutions/],
    [
      "a CNN whose layers do not follow",
      written({ cnn: [convolution(3, 4, 3, 0), convolution(4, 3, 3)] }),
      /decoder\.cnn\.1 of 4 inputs/,
    ],
    [
      "samples beyond a byte",
      written({ cnn: [half.cnn[0]!, convolution(7, 3, 3, 0)] }),
      /decoder\.cnn\.1 of 3 planes from 0 to 255/,
    ],
    ["no LSTM", written({ lstm: [], projection: convolution(48, 48, 1) }), /without LSTM/],
    ["LSTM layers that do not follow", written({ lstm: [lstm(48, 6), lstm(7, 5)] }), /of 7 inputs/],
    ["a wide projection", written({ projection: convolution(5, 48, 3) }), /and side 3/],
    ["a narrow patch", written({ projection: convolution(5, 47, 1) }), /projection of 47 planes/],
  ])("%s", (_, altered, message) => {
    expect(() => readHybridAutoencoder(altered)).toThrow(message);
    expect(() => readHybridAutoencoder(altered)).toThrow(
      expect.objectContaining({ code: "weights" }) as Error,
    );
  });
});
