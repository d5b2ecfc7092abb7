import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import {
  convolvePlanes,
  type IntegerConvolution,
  type Planes,
} from "../../networks/quantised/integer-convolution.ts";
import { fastConvolvePlanes } from "./planes-kernel.ts";

// One kernel for all: later layers find what earlier ones left in its memory.
const fast = await fastConvolvePlanes();

it("is a kernel of its own on this machine", () => {
  expect(fast).not.toBe(convolvePlanes);
});

interface Task {
  readonly layer: IntegerConvolution;
  readonly x: Planes;
}

const size = fc.integer({ min: 1, max: 20 });
const some = fc.integer({ min: 1, max: 6 });
const tasks: fc.Arbitrary<Task> = fc
  .record({
    inputs: some,
    outputs: fc.integer({ min: 1, max: 9 }),
    side: fc.constantFrom(1, 3, 5),
    height: size,
    width: size,
    shift: fc.integer({ min: 1, max: 16 }),
    bounds: fc.constantFrom([0, 255], [-128, 127], [-32768, 32767]),
    seed: fc.integer(),
  })
  .map(({ inputs, outputs, side, height, width, shift, bounds, seed }) => {
    const number = (i: number): number => Math.imul(Math.imul(i + seed, 2654435761), 40503);
    const [low, high] = bounds as [number, number];
    const count = inputs * outputs * side * side;
    const kernel = Int8Array.from({ length: count }, (_, i) => number(i) >> 24);
    const bias = Int32Array.from({ length: outputs }, (_, i) => number(i + count) >> 8);
    const data = Int16Array.from(
      { length: inputs * height * width },
      (_, i) => number(i + 2 * count) >> 16,
    );
    return {
      layer: { inputs, outputs, side, kernel, bias, shift, low, high },
      x: { channels: inputs, height, width, data },
    };
  });

test.prop([tasks])("computes what the reference computes", ({ layer, x }) => {
  const [expected, got] = [convolvePlanes(layer, x), fast(layer, x)];
  expect([got.channels, got.height, got.width]).toEqual([layer.outputs, x.height, x.width]);
  expect(Buffer.compare(Buffer.from(got.data.buffer), Buffer.from(expected.data.buffer))).toBe(0);
});

it("refuses what the reference refuses", () => {
  const layer: IntegerConvolution = {
    inputs: 1,
    outputs: 1,
    side: 1,
    kernel: Int8Array.of(127),
    bias: Int32Array.of(2 ** 31 - 200),
    shift: 1,
    low: 0,
    high: 255,
  };
  const x: Planes = { channels: 1, height: 1, width: 1, data: Int16Array.of(2) };
  expect(() => fast(layer, x)).toThrow("sums below 2^31");
  expect(() => fast(layer, { ...x, channels: 2 })).toThrow("expected 1 planes, got 2");
});
