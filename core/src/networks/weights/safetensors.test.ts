import { describe, expect, it } from "vitest";
import { NeuroveilError } from "../../errors.ts";
import { readSafetensors, writeSafetensors, type Tensor } from "./safetensors.ts";

const tensors = new Map<string, Tensor>([
  ["a", { dtype: "I8", shape: [2, 3], data: Int8Array.of(1, -2, 3, -4, 127, -128) }],
  ["b", { dtype: "I16", shape: [2], data: Int16Array.of(-32768, 513) }],
  ["c", { dtype: "I32", shape: [1, 2], data: Int32Array.of(-2147483648, 16909060) }],
  ["d", { dtype: "F32", shape: [3], data: Float32Array.of(-0, 1e-42, Infinity) }],
  ["none", { dtype: "I8", shape: [0, 3], data: new Int8Array() }],
]);
const file = writeSafetensors({ tensors, metadata: { source: "test" } });

describe("safetensors", () => {
  it("reads what it writes, also from a Buffer that shares its memory", () => {
    const shared = Buffer.concat([Buffer.from("before"), file]).subarray(6);
    expect(readSafetensors(shared)).toEqual({ tensors, metadata: { source: "test" } });
  });

  it("pads the header so that the data begins on a multiple of 8", () => {
    const headerBytes = new DataView(file.buffer).getUint32(0, true);
    expect(headerBytes % 8).toBe(0);
    expect(file.length).toBe(8 + headerBytes + 30);
  });

  it("refuses every truncation and every byte too many", () => {
    for (let length = 0; length < file.length; length++) {
      expect(() => readSafetensors(file.subarray(0, length))).toThrow(NeuroveilError);
    }
    expect(() => readSafetensors(Uint8Array.of(...file, 0))).toThrow(/1 bytes too many/);
  });

  it("refuses element types that no network here has", () => {
    const text = new TextDecoder("latin1").decode(file).replace('"I32"', '"U32"');
    expect(() => readSafetensors(Buffer.from(text, "latin1"))).toThrow(/got type U32 for c/);
  });

  it("refuses an enormous header before reading it", () => {
    const huge = file.slice();
    new DataView(huge.buffer).setUint32(0, 0x7fffffff, true);
    expect(() => readSafetensors(huge)).toThrow(/oversized header/);
  });
});
