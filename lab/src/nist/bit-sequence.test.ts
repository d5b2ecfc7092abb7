import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { BitSequence } from "./bit-sequence.ts";

test("the highest bit of a byte comes first", () => {
  const sequence = new BitSequence(Uint8Array.of(0b1011_0000, 0b1000_0000), 10);
  expect([...sequence.bits]).toEqual([1, 0, 1, 1, 0, 0, 0, 0, 1, 0]);
  expect(BitSequence.fromText("1011000010")).toEqual(sequence);
});

test.prop([fc.uint8Array({ minLength: 8, maxLength: 16 }), fc.nat(31)])(
  "a word is 32 bits from anywhere",
  (bytes, at) => {
    const sequence = new BitSequence(bytes);
    const expected = sequence.bits.slice(at, at + 32).join("");
    expect((sequence.word(at) >>> 0).toString(2).padStart(32, "0")).toBe(expected);
  },
);

test.each([0, 17, 1.5, Number.NaN])("a length of %d bits in two bytes is refused", (length) => {
  expect(() => new BitSequence(new Uint8Array(2), length)).toThrow(
    `"length" expected 1 to 16, the bits of "bytes", got ${length}`,
  );
});

test.each(["", "10 01", "102"])('text "%s" is refused', (text) => {
  expect(() => BitSequence.fromText(text)).toThrow(/digits 0 and 1 only/);
});
