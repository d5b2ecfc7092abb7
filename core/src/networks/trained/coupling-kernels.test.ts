import { describe, expect, test } from "vitest";
import { readCouplingKernels, writeCouplingKernels } from "./coupling-kernels.ts";
import { readSafetensors, writeSafetensors, type Tensor } from "../weights/safetensors.ts";

const kernel = (first: number): Int8Array => Int8Array.from({ length: 9 }, (_, i) => first + 2 * i);
const kernels = [
  [kernel(-127), kernel(1)],
  [kernel(111), kernel(-9)],
] as const;
const file = writeCouplingKernels(kernels);

test("reads what it writes", () => {
  expect(readCouplingKernels(file)).toEqual(kernels);
});

describe("refuses", () => {
  const { tensors, metadata } = readSafetensors(file);
  const changed = (shape: number[], data: Int8Array, name = "kernels"): Uint8Array =>
    writeSafetensors({
      tensors: new Map<string, Tensor>([[name, { dtype: "I8", shape, data }]]),
      metadata,
    });
  const odd = (length: number): Int8Array => new Int8Array(length).fill(3);
  test.each([
    ["another format", writeSafetensors({ tensors, metadata: { format: "other" } }), /format/],
    ["another name", changed([1, 2, 3, 3], odd(18), "kernel"), /other tensors/],
    ["no rounds", changed([0, 2, 3, 3], odd(0)), /shape \[0,2,3,3\]/],
    ["one kernel a round", changed([2, 1, 3, 3], odd(18)), /shape \[2,1,3,3\]/],
    ["an even weight", changed([1, 2, 3, 3], odd(18).fill(-4, 7, 8)), /even weight -4/],
    ["a file that ends early", file.subarray(0, file.length - 1), /wrong offsets/],
  ])("%s", (_, altered, message) => {
    expect(() => readCouplingKernels(altered)).toThrow(message);
    expect(() => readCouplingKernels(altered)).toThrow(
      expect.objectContaining({ code: "weights" }) as Error,
    );
  });
});
