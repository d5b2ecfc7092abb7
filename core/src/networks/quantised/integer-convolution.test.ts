import { describe, expect, test } from "vitest";
import {
  convolvePlanes,
  stackPlanes,
  type IntegerConvolution,
  type Planes,
} from "./integer-convolution.ts";

const layer: IntegerConvolution = {
  outputs: 1,
  inputs: 1,
  side: 3,
  // What lies above left, itself, and below right, with different weights.
  kernel: Int8Array.of(1, 0, 0, 0, 10, 0, 0, 0, 100),
  bias: Int32Array.of(0),
  shift: 1,
  low: -32768,
  high: 32767,
};
const planes = (data: readonly number[], width: number, channels = 1): Planes => ({
  channels,
  height: data.length / width / channels,
  width,
  data: Int16Array.from(data),
});

describe("one layer", () => {
  test("is a correlation with zeros outside, rounded with halves up", () => {
    const { data } = convolvePlanes(layer, planes([1, 2, 3, 4], 2));
    // 10·1 + 100·4, 10·2, 10·3, 1 + 10·4; each halved.
    expect([...data]).toEqual([205, 10, 15, 21]);
  });

  test("rounds negative halves up as well", () => {
    const one = { ...layer, side: 1, kernel: Int8Array.of(1) };
    expect([...convolvePlanes(one, planes([-3, -2, -1, 1], 4)).data]).toEqual([-1, -1, 0, 1]);
  });

  test("keeps its results in bounds", () => {
    const bounded = { ...layer, low: 12, high: 20 };
    expect([...convolvePlanes(bounded, planes([1, 2, 3, 4], 2)).data]).toEqual([20, 12, 15, 20]);
  });

  test("sums over all input planes and has a kernel and a bias of its own for each output", () => {
    const mixing: IntegerConvolution = {
      ...layer,
      outputs: 2,
      inputs: 2,
      side: 1,
      kernel: Int8Array.of(2, 4, -2, 6),
      bias: Int32Array.of(0, 100),
    };
    const x = stackPlanes(planes([1, 2], 2), planes([10, 20], 2));
    expect([...convolvePlanes(mixing, x).data]).toEqual([21, 42, 79, 108]);
  });
});

test("refuses another number of planes", () => {
  expect(() => convolvePlanes(layer, planes([1, 2], 1, 2))).toThrow('"x" expected 1 planes, got 2');
});

test("refuses weights whose sums 32 bits cannot hold", () => {
  const heavy: IntegerConvolution = { ...layer, bias: Int32Array.of(2 ** 31 - 400) };
  expect(() => convolvePlanes(heavy, planes([1, 2, 3, 4], 2))).toThrow("sums below 2^31");
  expect(() => convolvePlanes(heavy, planes([1, 1, 1, 1], 2))).not.toThrow();
});
