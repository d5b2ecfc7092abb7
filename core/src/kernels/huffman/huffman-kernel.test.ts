import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { slowLiteralCoder } from "../../image/png/deflate-literals.ts";
import { codeLengths, codesOf } from "../../image/png/huffman-code.ts";
import { huffmanKernel, type LiteralCoder } from "./huffman-kernel.ts";

const bytes = fc.oneof(
  fc.uint8Array({ minLength: 2, maxLength: 40 }),
  fc.uint8Array({ minLength: 900, maxLength: 1100 }),
  // Codes of every length up to the longest.
  fc.constant(
    Uint8Array.from({ length: 70_000 }, (_, i) => Math.clz32(i) ^ (i % 97 === 0 ? i : 0)),
  ),
);

const start = 1;

function coded(coder: LiteralCoder, data: Uint8Array, bit: number): readonly unknown[] {
  coder.input.fill(0xaa).set(data);
  coder.output.fill(0).fill(0xff, 0, 1);
  const length = data.length - start;
  const counts = coder.count(start, length).slice();
  const all = Uint32Array.from([...counts, 1]);
  if (length === 0) all[0] = 1;
  const end = coder.code(start, length, codesOf(codeLengths(all)), bit);
  // Behind the end lies what a vector left.
  return [[...counts], end, [...coder.output.subarray(0, (end + 7) >> 3)]];
}

test.prop([bytes, fc.integer({ min: 0, max: 7 })])(
  "counts and codes as the definition does",
  (data, bit) => {
    const kernel = huffmanKernel();
    expect(kernel).toBeDefined();
    expect(coded(kernel!, data, bit)).toEqual(coded(slowLiteralCoder(), data, bit));
  },
);
