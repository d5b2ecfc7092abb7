import { decodeBase64 } from "../bytes/base64.ts";
import type { Planes } from "../networks/integer-convolution.ts";
import {
  candidateRounding,
  gateRounding,
  refuseUnfit,
  runIntegerLstm,
  type IntegerLstm,
  type LstmRun,
  type LstmState,
  type RunIntegerLstm,
} from "../networks/integer-lstm.ts";
import { sequenceWasm } from "./generated/sequence-wasm.ts";
import { reserve } from "./memory-room.ts";

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

/** Where things begin; the kernel keeps nothing of its own below. */
const start = 1024;
/** Units of a group; its numbers of one kind are two vectors of four. */
const group = 8;
/** Input, forget and output gate, candidate. */
const kinds = 4;

let compiled: Promise<WebAssembly.Module> | undefined;

/** The LSTM in WebAssembly SIMD, or its reference where that does not run. */
export async function fastIntegerLstm(): Promise<RunIntegerLstm> {
  const bytes = decodeBase64(sequenceWasm);
  if (typeof WebAssembly !== "object" || !WebAssembly.validate(bytes)) return runIntegerLstm;
  compiled ??= WebAssembly.compile(bytes);
  const { exports } = await WebAssembly.instantiate(await compiled);
  const kernel = exports as unknown as Exports;
  return (layer, x, before, backwards = false) => run(kernel, layer, x, before, backwards);
}

/** Sizes of what the kernel works on, and where it lies. */
interface Room {
  readonly groups: number;
  /** Pairs of numbers that a step sees. */
  readonly pairs: number;
  /** Where the hidden states begin in a row of 16-bit numbers. */
  readonly inputs: number;
  readonly steps: number;
  readonly weightsAt: number;
  readonly biasAt: number;
  readonly cellsAt: number;
  readonly rowsAt: number;
  readonly end: number;
}

function planRoom({ inputs, units }: IntegerLstm, { height, width }: Planes): Room {
  const groups = Math.ceil(units / group);
  const inputPairs = Math.ceil(inputs / 2);
  const pairs = inputPairs + (groups * group) / 2;
  const steps = height * width;
  const weightsAt = start;
  const biasAt = weightsAt + 4 * kinds * group * groups * pairs;
  const cellsAt = biasAt + 4 * kinds * group * groups;
  const rowsAt = cellsAt + 4 * group * groups;
  const end = rowsAt + 4 * pairs * (steps + 1);
  return { groups, pairs, inputs: 2 * inputPairs, steps, weightsAt, biasAt, cellsAt, rowsAt, end };
}

function run(
  kernel: Exports,
  layer: IntegerLstm,
  x: Planes,
  before: LstmState,
  backwards: boolean,
): LstmRun {
  refuseUnfit(layer, x, before);
  const room = planRoom(layer, x);
  reserve(kernel.memory, room.end, x);
  const { buffer } = kernel.memory;
  const { groups, pairs, inputs, steps, weightsAt, biasAt, cellsAt, rowsAt } = room;
  const { units } = layer;
  new Uint8Array(buffer, weightsAt, room.end - weightsAt).fill(0);
  writeLayer(buffer, layer, room);
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

function writeLayer(buffer: ArrayBuffer, layer: IntegerLstm, room: Room): void {
  const { units, input, hidden, bias } = layer;
  const { groups, pairs, weightsAt, biasAt } = room;
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
    for (let j = 0; j < units; j++) put(room.inputs + j, hidden[row * units + j]!);
    biases[block * perPair + lane] = bias[row]! + (kind < 3 ? gateRounding : candidateRounding);
  }
}
