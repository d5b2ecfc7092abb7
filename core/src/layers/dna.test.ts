import { describe, expect, it } from "vitest";
import { combineDna, dnaLetters, dnaRules, separateDna, type DnaOperation } from "./dna.ts";

const complement: Readonly<Record<string, string>> = { A: "T", T: "A", C: "G", G: "C" };
const numbers = [0, 1, 2, 3, 4, 5, 6, 7];
const bytes = Array.from({ length: 256 }, (_, byte) => byte);

it("has the eight rules of 24 under which complementary bits are complementary bases", () => {
  expect(new Set(dnaRules).size).toBe(8);
  for (const rule of dnaRules) {
    expect(Array.from(rule).toSorted().join("")).toBe("ACGT");
    expect([complement[rule[0]!], complement[rule[1]!]]).toEqual([rule[3], rule[2]]);
  }
});

it("writes a byte as bases, high bits first", () => {
  expect(dnaLetters(0b00_01_10_11, 0)).toBe("ACGT");
  expect(dnaLetters(0b00_01_10_11, 3)).toBe("CTAG");
  expect(dnaLetters(0b11_11_00_01, 7)).toBe("AATG");
});

describe.each(["add", "subtract", "xor"] satisfies DnaOperation[])("%s", (operation) => {
  it("is undone for every byte, key byte and three rules", () => {
    for (const encode of numbers) {
      for (const decode of numbers) {
        const rules = { encode, decode, key: (encode + decode) % 8 };
        for (const key of [0, 1, 27, 228, 255]) {
          const made = bytes.map((byte) => combineDna(byte, key, operation, rules));
          expect(new Set(made).size).toBe(256);
          expect(made.map((byte) => separateDna(byte, key, operation, rules))).toEqual(bytes);
        }
      }
    }
  });
});

it("under fixed rules is a plain exclusive or or addition modulo 4, up to a constant: one known byte gives it", () => {
  const rules = { encode: 0, decode: 0, key: 0 };
  for (const byte of bytes) expect(combineDna(byte, 0x5a, "xor", rules)).toBe(byte ^ 0x5a);
  for (const encode of numbers) {
    const other = { encode, decode: encode, key: encode };
    const constant = combineDna(0, 0x5a, "xor", other);
    for (const byte of bytes) expect(combineDna(byte, 0x5a, "xor", other)).toBe(byte ^ constant);
  }
  expect(combineDna(0b11_10_01_00, 0b01_01_01_01, "add", rules)).toBe(0b00_11_10_01);
});
