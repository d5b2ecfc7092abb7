import { describe, expect, test } from "vitest";
import type { Planes } from "./integer-convolution.ts";
import { runIntegerLstm, type IntegerLstm, type LstmState } from "./integer-lstm.ts";

const sequence = (...data: number[]): Planes => ({
  channels: 1,
  height: 1,
  width: data.length,
  data: Int16Array.from(data),
});
const start = (hidden: number, cell: number): LstmState => ({
  hidden: Int16Array.of(hidden),
  cell: Int16Array.of(cell),
});
/** One unit; of each array, input gate, forget gate, output gate, candidate. */
const unit = (input: number[], hidden: number[], bias: number[]): IntegerLstm => ({
  inputs: 1,
  units: 1,
  input: Int8Array.from(input),
  hidden: Int8Array.from(hidden),
  bias: Int32Array.from(bias),
});
/** Biases that open a gate entirely, and shut it. */
const [open, shut] = [64 * 256, -64 * 256];
const none = [0, 0, 0, 0];
const run = (layer: IntegerLstm, x: Planes, from: LstmState, backwards = false): number[] => [
  ...runIntegerLstm(layer, x, from, backwards).outputs.data,
];

describe("one unit", () => {
  test("by hand, with gates half open", () => {
    // Gates 64 of 128, candidate (64 x + 32) >> 6 = x.
    const layer = unit([0, 0, 0, 64], none, none);
    // c = (64·100 + 64·20 + 64) >> 7 = 60, h = 30; c = (64·60 + 64·7 + 64) >> 7 = 34, h = 17.
    expect(run(layer, sequence(20, 7), start(0, 100))).toEqual([30, 17]);
  });

  test.each([
    [-42, 65],
    [-43, 64],
    [-298, 64],
    [-299, 63],
  ])(
    "gates see input and hidden state, have slope 1/4 and round halves up: bias %i makes %i",
    (bias, gate) => {
      // The cell is held at -1, so that the output is the gate with the other sign.
      const layer = unit([0, 0, 2, 0], [0, 0, 3, 0], [shut, open, bias, 0]);
      // Without the bias, 2·100 - 3·10.
      expect(run(layer, sequence(100), start(-10, -128))).toEqual([-gate]);
    },
  );

  test("a gate that is open entirely holds a cell for good", () => {
    const layer = unit(none, none, [shut, open, open, 0]);
    expect(run(layer, sequence(...none, ...none), start(0, -77))).toEqual(
      Array.from({ length: 8 }, () => -77),
    );
  });

  test("candidate, cell and output keep their bounds", () => {
    const layer = unit([0, 0, 0, 127], none, [open, open, open, 0]);
    expect(run(layer, sequence(127, 127), start(0, 900))).toEqual([127, 127]);
    // 900 + 127 is cut off at 1023: six steps of -128 leave 255, eight leave -1.
    const down = run(layer, sequence(127, ...Array.from({ length: 8 }, () => -127)), start(0, 900));
    expect(down.slice(6)).toEqual([127, 127, -1]);
  });

  test("backwards, the last position is the first step, and outputs stay in place", () => {
    const layer = unit([0, 0, 0, 64], none, none);
    expect(run(layer, sequence(7, 20), start(0, 100), true)).toEqual([17, 30]);
  });
});

test("positions are read row by row, and every unit has a plane", () => {
  const layer: IntegerLstm = {
    inputs: 2,
    units: 2,
    // Candidates: the first unit takes the second plane, the second unit the hidden state of the first.
    input: Int8Array.of(...none, ...none, ...none, 0, 64, 0, 0),
    hidden: Int8Array.of(...none, ...none, ...none, 0, 0, 64, 0),
    bias: Int32Array.of(open, open, shut, shut, open, open, 0, 0),
  };
  const x: Planes = {
    channels: 2,
    height: 2,
    width: 2,
    data: Int16Array.of(9, 9, 9, 9, 1, 2, 3, 4),
  };
  const zeros = (): Int16Array => new Int16Array(2);
  const { outputs } = runIntegerLstm(layer, x, {
    hidden: zeros(),
    cell: zeros(),
  });
  const { channels, height, width, data } = outputs;
  expect([channels, height, width]).toEqual([2, 2, 2]);
  expect([...data]).toEqual([1, 2, 3, 4, 0, 1, 2, 3]);
});

test("a sequence may be read in two parts, with the state between", () => {
  const layer = unit([3, 20, 5, 64], [10, -30, 25, 40], [100, 2000, 300, -50]);
  const whole = runIntegerLstm(layer, sequence(90, -20, 30, 7), start(5, -60));
  const first = runIntegerLstm(layer, sequence(90, -20), start(5, -60));
  const second = runIntegerLstm(layer, sequence(30, 7), first.end);
  expect([...first.outputs.data, ...second.outputs.data]).toEqual([...whole.outputs.data]);
  expect(second.end).toEqual(whole.end);
});

describe("refuses", () => {
  const layer = unit([1, 1, 1, 1], none, none);
  test("another number of planes", () => {
    const x: Planes = { channels: 2, height: 1, width: 1, data: new Int16Array(2) };
    expect(() => run(layer, x, start(0, 0))).toThrow('"x" expected 1 planes, got 2');
  });

  test("another start", () => {
    const wide = { hidden: new Int16Array(2), cell: new Int16Array(1) };
    expect(() => run(layer, sequence(1), wide)).toThrow('"start" expected 1 units, got 2 and 1');
  });

  test("weights whose sums 32 bits cannot hold", () => {
    const heavy = { ...layer, bias: Int32Array.of(2 ** 31 - 200, 0, 0, 0) };
    expect(() => run(heavy, sequence(100), start(0, 0))).toThrow("sums below 2^31");
    expect(() => run(heavy, sequence(50), start(0, 0))).not.toThrow();
  });
});
