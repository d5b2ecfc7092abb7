import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import type { Planes } from "../../networks/quantised/integer-convolution.ts";
import {
  runIntegerLstm,
  type IntegerLstm,
  type LstmState,
} from "../../networks/quantised/integer-lstm.ts";
import { fastIntegerLstm } from "./sequence-kernel.ts";

// One kernel for all: later layers find what earlier ones left in its memory.
const fast = await fastIntegerLstm();

it("is a kernel of its own on this machine", () => {
  expect(fast).not.toBe(runIntegerLstm);
});

interface Task {
  readonly layer: IntegerLstm;
  readonly x: Planes;
  readonly start: LstmState;
  readonly backwards: boolean;
}

const side = fc.integer({ min: 0, max: 9 });
const tasks: fc.Arbitrary<Task> = fc
  .record({
    inputs: fc.integer({ min: 0, max: 50 }),
    units: fc.integer({ min: 1, max: 26 }),
    height: side,
    width: side,
    // Small weights leave gates half open, large ones shut them or open them entirely.
    weightBits: fc.integer({ min: 1, max: 8 }),
    biasBits: fc.integer({ min: 1, max: 24 }),
    // Samples of images, or any 16-bit numbers.
    sampleBits: fc.constantFrom(8, 16),
    backwards: fc.boolean(),
    seed: fc.integer(),
  })
  .map(
    ({ inputs, units, height, width, weightBits, biasBits, sampleBits, backwards, seed }): Task => {
      let state = seed;
      const number = (bits: number): number => {
        state = (Math.imul(state, 1664525) + 1013904223) | 0;
        return state >> (32 - bits);
      };
      const bytes = (length: number) => Int8Array.from({ length }, () => number(weightBits));
      const words = (length: number, bits: number) =>
        Int16Array.from({ length }, () => number(bits));
      return {
        layer: {
          inputs,
          units,
          input: bytes(4 * units * inputs),
          hidden: bytes(4 * units * units),
          bias: Int32Array.from({ length: 4 * units }, () => number(biasBits)),
        },
        x: { channels: inputs, height, width, data: words(inputs * height * width, sampleBits) },
        start: { hidden: words(units, 8), cell: words(units, 11) },
        backwards,
      };
    },
  );

/** A failing `toEqual` would print all of it. */
function same(a: Int16Array, b: Int16Array): boolean {
  const bytes = (words: Int16Array): Buffer =>
    Buffer.from(words.buffer, words.byteOffset, words.byteLength);
  return Buffer.compare(bytes(a), bytes(b)) === 0;
}

test.prop([tasks], { numRuns: 500 })(
  "computes what the reference computes",
  ({ layer, x, start, backwards }) => {
    const expected = runIntegerLstm(layer, x, start, backwards);
    const before = { hidden: start.hidden.slice(), cell: start.cell.slice() };
    const { outputs, end } = fast(layer, x, start, backwards);
    expect([outputs.channels, outputs.height, outputs.width]).toEqual([
      layer.units,
      x.height,
      x.width,
    ]);
    expect(same(outputs.data, expected.outputs.data)).toBe(true);
    expect(same(end.hidden, expected.end.hidden)).toBe(true);
    expect(same(end.cell, expected.end.cell)).toBe(true);
    expect(start).toEqual(before);
  },
);

it("refuses what the reference refuses", () => {
  const layer: IntegerLstm = {
    inputs: 1,
    units: 1,
    input: Int8Array.of(1, 1, 1, 1),
    hidden: new Int8Array(4),
    bias: Int32Array.of(0, 0, 2 ** 31 - 200, 0),
  };
  const x: Planes = { channels: 1, height: 1, width: 1, data: Int16Array.of(100) };
  const start = { hidden: new Int16Array(1), cell: new Int16Array(1) };
  expect(() => fast(layer, x, start)).toThrow("sums below 2^31");
  expect(() => fast(layer, { ...x, channels: 2 }, start)).toThrow("expected 1 planes, got 2");
  expect(() => fast(layer, x, { ...start, cell: new Int16Array(2) })).toThrow("expected 1 units");
});
