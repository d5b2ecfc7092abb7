import {
  convolvePlanes,
  refuseUnfit,
  type ConvolvePlanes,
  type IntegerConvolution,
  type Planes,
} from "../../networks/quantised/integer-convolution.ts";
import { planesWasm } from "./generated/wasm.ts";
import { compiledKernel } from "../load.ts";
import { reservePlanes } from "../reserve.ts";

interface Exports {
  readonly memory: WebAssembly.Memory;
  convolve(
    taps: number,
    pairs: number,
    weights: number,
    bias: number,
    groups: number,
    input: number,
    pitch: number,
    height: number,
    output: number,
    line: number,
    shift: number,
    low: number,
    high: number,
  ): void;
}

/** Where things begin; the kernel keeps nothing of its own below. */
const start = 1024;
/** Pixels of a vector, and outputs of a group. */
const [vector, group] = [8, 4];

const compiled = compiledKernel<Exports>(planesWasm);

/** The convolution in WebAssembly SIMD, or its reference where that does not run. */
export async function fastConvolvePlanes(): Promise<ConvolvePlanes> {
  if (!compiled.available()) return convolvePlanes;
  const kernel = await compiled.instantiate();
  return (layer, x) => convolve(kernel, layer, x);
}

function convolve(kernel: Exports, layer: IntegerConvolution, x: Planes): Planes {
  refuseUnfit(layer, x);
  const { outputs, inputs, side } = layer;
  // Alone, a pixel has no neighbours: rows may follow each other as one.
  const [height, width] = side === 1 ? [1, x.height * x.width] : [x.height, x.width];
  const groups = Math.ceil(outputs / group);
  const taps = inputs * side * side;
  const pairs = Math.ceil(taps / 2);
  const reach = (side - 1) / 2;
  const line = 2 * vector * Math.ceil(width / vector);
  // Rows with zeros on both sides, at even distances from vectors.
  const pitch = line + 4 * reach;
  const rows = height + 2 * reach;

  const tapsAt = start;
  const weightsAt = tapsAt + 8 * pairs;
  const biasAt = weightsAt + 4 * group * pairs * groups;
  const inputAt = biasAt + 4 * group * groups;
  const outputAt = inputAt + pitch * rows * inputs;
  reservePlanes(kernel.memory, outputAt + line * height * group * groups + 2 * vector, x);

  const { buffer } = kernel.memory;
  const tapTable = new Uint32Array(buffer, tapsAt, 2 * pairs).fill(0);
  for (let tap = 0; tap < taps; tap++) {
    const [input, within] = [Math.floor(tap / side ** 2), tap % side ** 2];
    const [down, right] = [Math.floor(within / side), within % side];
    tapTable[tap] = (input * rows + down) * pitch + 2 * right;
  }
  const weights = new Int16Array(buffer, weightsAt, 2 * group * pairs * groups).fill(0);
  for (let output = 0; output < outputs; output++) {
    const [block, lane] = [Math.floor(output / group), output % group];
    for (let tap = 0; tap < taps; tap++) {
      const pair = block * pairs + (tap >> 1);
      weights[2 * (pair * group + lane) + (tap & 1)] = layer.kernel[output * taps + tap]!;
    }
  }
  const bias = new Int32Array(buffer, biasAt, group * groups).fill(0);
  for (let output = 0; output < outputs; output++) {
    bias[output] = layer.bias[output]! + (1 << (layer.shift - 1));
  }
  const input = new Int16Array(buffer, inputAt, (pitch * rows * inputs) / 2).fill(0);
  for (let row = 0; row < inputs * height; row++) {
    const to = (Math.floor(row / height) * rows + (row % height) + reach) * (pitch / 2) + reach;
    input.set(x.data.subarray(row * width, (row + 1) * width), to);
  }

  const { shift, low, high } = layer;
  kernel.convolve(
    tapsAt,
    pairs,
    weightsAt,
    biasAt,
    groups,
    inputAt,
    pitch,
    height,
    outputAt,
    line,
    shift,
    low,
    high,
  );

  const data = new Int16Array(outputs * height * width);
  const output = new Int16Array(buffer, outputAt, (line * height * outputs) / 2);
  for (let row = 0; row < outputs * height; row++) {
    const from = row * (line / 2);
    data.set(output.subarray(from, from + width), row * width);
  }
  return { channels: outputs, height: x.height, width: x.width, data };
}
