import { describe, expect, test } from "vitest";
import { fastConvolvePlanes } from "../../kernels/planes/planes-kernel.ts";
import { convolvePlanes, type IntegerConvolution } from "../quantised/integer-convolution.ts";
import {
  perturbation,
  readPerturbationGenerator,
  tileSeed,
  writePerturbationGenerator,
} from "./perturbation-generator.ts";
import { readSafetensors, writeSafetensors } from "../weights/safetensors.ts";

function layer(inputs: number, outputs: number, low: number, high: number): IntegerConvolution {
  const kernel = Int8Array.from({ length: outputs * inputs * 9 }, (_, i) => ((i * 37) % 101) - 50);
  const bias = Int32Array.from({ length: outputs }, (_, i) => 900 * i - 1500);
  return { outputs, inputs, side: 3, kernel, bias, shift: 6, low, high };
}
const layers = [layer(4, 5, 0, 255), layer(5, 6, 0, 255), layer(6, 1, -128, 127)];
const file = writePerturbationGenerator(layers);
const z = Uint8Array.from({ length: 256 }, (_, i) => 91 * i + 3);

test("reads what it writes", () => {
  expect(readPerturbationGenerator(file)).toEqual(layers);
});

test("gives 1024 bytes that differ from tile to tile, in WebAssembly as by definition", async () => {
  const fast = await fastConvolvePlanes();
  const seen = new Set<string>();
  for (const tile of [0, 1, 255, 256, 65_535]) {
    const bytes = perturbation(layers, tileSeed(z, tile), convolvePlanes);
    expect(bytes).toHaveLength(1024);
    expect([...perturbation(layers, tileSeed(z, tile), fast)]).toEqual([...bytes]);
    seen.add(bytes.join());
  }
  expect(seen.size).toBe(5);
  expect(tileSeed(z, 65_536)).toEqual(tileSeed(z, 0));
});

test("a layer that only passes on shows the doubling: every seed sample as a square of sixteen", () => {
  const pass = (inputs: number, shift: number): IntegerConvolution => {
    const kernel = new Int8Array(inputs * 9);
    kernel[4] = 2 ** shift;
    return {
      outputs: 1,
      inputs,
      side: 3,
      kernel,
      bias: new Int32Array(1),
      shift,
      low: -128,
      high: 127,
    };
  };
  const bytes = perturbation([pass(4, 2), pass(1, 2), pass(1, 2)], tileSeed(z, 0), convolvePlanes);
  for (const [i, byte] of bytes.entries()) {
    const [row, column] = [i >> 5, i & 31];
    expect(byte).toBe((z[8 * (row >> 2) + (column >> 2)]! - 128) & 255);
  }
});

describe("refuses", () => {
  const { tensors } = readSafetensors(file);
  test.each([
    ["another format", writeSafetensors({ tensors, metadata: { format: "other" } }), /format/],
    ["a layer too few", writePerturbationGenerator(layers.slice(0, 2)), /got 6 tensors/],
    [
      "layers that do not follow",
      writePerturbationGenerator([layers[0]!, layer(4, 6, 0, 255), layers[2]!]),
      /layer 1 of 4 inputs/,
    ],
    [
      "several results",
      writePerturbationGenerator([...layers.slice(0, 2), layer(6, 2, 0, 255)]),
      /2 planes of results/,
    ],
  ])("%s", (_, altered, message) => {
    expect(() => readPerturbationGenerator(altered)).toThrow(message);
    expect(() => readPerturbationGenerator(altered)).toThrow(
      expect.objectContaining({ code: "weights" }) as Error,
    );
  });
});
