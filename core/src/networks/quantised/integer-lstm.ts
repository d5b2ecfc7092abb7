import { largestMagnitude, type Planes } from "./integer-convolution.ts";

/**
 * Long short-term memory in small integers. 128 stands for 1, weights are multiples of 2^-6, and the
 * gates are hard sigmoids of slope 1/4, so that every function is an addition, a shift and a bound.
 */
export interface IntegerLstm {
  readonly inputs: number;
  readonly units: number;
  /** [4 · units, inputs]: rows of the input, forget and output gates, then of the candidates. */
  readonly input: Int8Array;
  /** [4 · units, units], rows as above. */
  readonly hidden: Int8Array;
  /** [4 · units] */
  readonly bias: Int32Array;
}

/** What the layer remembers between steps; one number a unit. */
export interface LstmState {
  /** -128 to 127. */
  readonly hidden: Int16Array;
  /** -1024 to 1023. */
  readonly cell: Int16Array;
}

/** What a layer gives: h after each step, a plane a unit; and the state after the last one. */
export interface LstmRun {
  readonly outputs: Planes;
  readonly end: LstmState;
}

/** What runs one layer: the reference below, or a kernel that is held to it. */
export type RunIntegerLstm = (
  layer: IntegerLstm,
  x: Planes,
  start: LstmState,
  backwards?: boolean,
) => LstmRun;

/** What stands for 1. */
const one = 128;
/** Cell states are kept below. */
const cellBound = 1024;
const gateShift = 8;
const candidateShift = 6;
/** A product of two numbers of which 128 stands for 1, as such a number again. */
const productShift = 7;
/** What is added before a sum is shifted. */
export const gateRounding: number = 1 << (gateShift - 1);
export const candidateRounding: number = 1 << (candidateShift - 1);

/** The whole number nearest to x / 2^bits, halves up. */
const shifted = (x: number, bits: number): number => (x + (1 << (bits - 1))) >> bits;
const bounded = (x: number, low: number, high: number): number => Math.min(Math.max(x, low), high);
const gate = (sum: number): number => bounded(shifted(sum, gateShift) + one / 2, 0, one);

/**
 * Runs the layer over the positions of its input, row by row, as steps:
 *
 *     i, f, o = gate(W x + U h + b),  g = bound((W x + U h + b + 2^5) >> 6)
 *     c ← (f c + i g + 2^6) >> 7,  h ← (o bound(c) + 2^6) >> 7
 *
 * with gate(s) = min(max(((s + 2^7) >> 8) + 64, 0), 128), bound(v) = min(max(v, -128), 127), and c kept
 * between -1024 and 1023.
 *
 * @param x as many planes as the layer has inputs
 * @param backwards whether the last position is the first step
 * @throws RangeError when the layer has other inputs or another start, or numbers for which 32 bits are
 *   too few
 */
export function runIntegerLstm(
  layer: IntegerLstm,
  x: Planes,
  start: LstmState,
  backwards = false,
): LstmRun {
  refuseUnfit(layer, x, start);
  const { inputs, units, input, hidden: recurrent, bias } = layer;
  const steps = x.height * x.width;
  const hidden = start.hidden.slice();
  const cell = start.cell.slice();
  const sums = new Int32Array(4 * units);
  const data = new Int16Array(units * steps);
  for (let step = 0; step < steps; step++) {
    const at = backwards ? steps - 1 - step : step;
    for (let row = 0; row < 4 * units; row++) {
      let sum = bias[row]!;
      for (let i = 0; i < inputs; i++) sum += input[row * inputs + i]! * x.data[i * steps + at]!;
      for (let j = 0; j < units; j++) sum += recurrent[row * units + j]! * hidden[j]!;
      sums[row] = sum;
    }
    for (let unit = 0; unit < units; unit++) {
      const i = gate(sums[unit]!);
      const f = gate(sums[units + unit]!);
      const o = gate(sums[2 * units + unit]!);
      const candidate = bounded(shifted(sums[3 * units + unit]!, candidateShift), -one, one - 1);
      const kept = shifted(f * cell[unit]! + i * candidate, productShift);
      cell[unit] = bounded(kept, -cellBound, cellBound - 1);
      hidden[unit] = shifted(o * bounded(cell[unit]!, -one, one - 1), productShift);
      data[unit * steps + at] = hidden[unit]!;
    }
  }
  const outputs = { channels: units, height: x.height, width: x.width, data };
  return { outputs, end: { hidden, cell } };
}

/** @throws RangeError as `runIntegerLstm` */
export function refuseUnfit(
  { inputs, units, input, hidden, bias }: IntegerLstm,
  x: Planes,
  start: LstmState,
): void {
  if (inputs !== x.channels) {
    throw new RangeError(`"x" expected ${inputs} planes, got ${x.channels}`);
  }
  if (start.hidden.length !== units || start.cell.length !== units) {
    throw new RangeError(
      `"start" expected ${units} units, got ${start.hidden.length} and ${start.cell.length}`,
    );
  }
  const largest = largestMagnitude(x);
  for (let row = 0; row < 4 * units; row++) {
    let reach = Math.abs(bias[row]!) + gateRounding;
    for (let i = 0; i < inputs; i++) reach += largest * Math.abs(input[row * inputs + i]!);
    for (let j = 0; j < units; j++) reach += one * Math.abs(hidden[row * units + j]!);
    if (reach >= 2 ** 31) {
      throw new RangeError(`"layer" expected sums below 2^31, got up to ${reach}`);
    }
  }
}
