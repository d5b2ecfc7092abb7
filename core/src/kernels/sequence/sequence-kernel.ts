import type { Planes } from "../../networks/quantised/integer-convolution.ts";
import {
  candidateRounding,
  gateRounding,
  refuseUnfit,
  runIntegerLstm,
  type IntegerLstm,
  type LstmRun,
  type LstmState,
  type RunIntegerLstm,
} from "../../networks/quantised/integer-lstm.ts";
import { sequenceWasm } from "./generated/wasm.ts";
import { group, kinds, layOut, type MemoryLayout } from "./layout.ts";
import { compiledKernel } from "../load.ts";
import { reservePlanes } from "../reserve.ts";

interface Exports {
  readonly memory: WebAssembly.Memory;
  run(
    weights: number,
    bias: number,
    groups: number,
    pairs: number,
    rows: number,
    steps: number,
    cells: number,
  ): void;
}

const compiled = compiledKernel<Exports>(sequenceWasm);

/** The LSTM in WebAssembly SIMD, or its reference where that does not run. */
export async function fastIntegerLstm(): Promise<RunIntegerLstm> {
  if (!compiled.available()) return runIntegerLstm;
  const kernel = await compiled.instantiate();
  return (layer, x, before, backwards = false) => run(kernel, layer, x, before, backwards);
}

function run(
  kernel: Exports,
  layer: IntegerLstm,
  x: Planes,
  before: LstmState,
  backwards: boolean,
): LstmRun {
  refuseUnfit(layer, x, before);
  const places = layOut(layer, x);
  reservePlanes(kernel.memory, places.end, x);
  const { buffer } = kernel.memory;
  const { groups, pairs, inputs, steps, weightsAt, biasAt, cellsAt, rowsAt } = places;
  const { units } = layer;
  new Uint8Array(buffer, weightsAt, places.end - weightsAt).fill(0);
  writeLayer(buffer, layer, places);
  const cells = new Int32Array(buffer, cellsAt, units);
  cells.set(before.cell);
  const rows = new Int16Array(buffer, rowsAt);
  const line = 2 * pairs;
  rows.set(before.hidden, inputs);
  // Backwards, the last position has the first row.
  const [first, down] = backwards ? [(steps - 1) * line, -line] : [0, line];
  for (let channel = 0, at = 0; channel < x.channels; channel++) {
    let row = first + channel;
    for (const end = at + steps; at < end; at++, row += down) {
      rows[row] = x.data[at]!;
    }
  }

  kernel.run(weightsAt, biasAt, groups, pairs, rowsAt, steps, cellsAt);

  const data = new Int16Array(units * steps);
  for (let unit = 0, at = 0; unit < units; unit++) {
    let row = first + line + inputs + unit;
    for (const end = at + steps; at < end; at++, row += down) data[at] = rows[row]!;
  }
  const hidden = rows.slice(steps * line + inputs, steps * line + inputs + units);
  return {
    outputs: { channels: units, height: x.height, width: x.width, data },
    end: { hidden, cell: Int16Array.from(cells) },
  };
}

function writeLayer(buffer: ArrayBuffer, layer: IntegerLstm, places: MemoryLayout): void {
  const { units, input, hidden, bias } = layer;
  const { groups, pairs, weightsAt, biasAt } = places;
  const perPair = kinds * group;
  const weights = new Int16Array(buffer, weightsAt, 2 * perPair * groups * pairs);
  const biases = new Int32Array(buffer, biasAt, perPair * groups);
  for (let row = 0; row < kinds * units; row++) {
    const [kind, unit] = [Math.floor(row / units), row % units];
    const [block, lane] = [Math.floor(unit / group), kind * group + (unit % group)];
    const put = (at: number, weight: number): void => {
      const pair = block * pairs + (at >> 1);
      weights[2 * (pair * perPair + lane) + (at & 1)] = weight;
    };
    for (let i = 0; i < layer.inputs; i++) put(i, input[row * layer.inputs + i]!);
    for (let j = 0; j < units; j++) put(places.inputs + j, hidden[row * units + j]!);
    biases[block * perPair + lane] = bias[row]! + (kind < 3 ? gateRounding : candidateRounding);
  }
}
