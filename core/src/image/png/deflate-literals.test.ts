import { inflateRawSync } from "node:zlib";
import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import { deflateLiterals, literalBits } from "./deflate-literals.ts";
import { codeLengths, codesOf } from "./huffman-code.ts";

const piece = 1 << 20;

/** Bytes of which the first are common and the last rare. @param steepness 1: all alike */
function bytes(length: number, steepness: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return 256 * (state / 2 ** 32) ** steepness;
  });
}

it.each([0, 1, 2, 65_534, 65_535, 65_536, piece, 2 * piece + 9])(
  "%d bytes come back, alone and one behind another",
  (length) => {
    for (const steepness of [1, 3, 400]) {
      const data = bytes(length, steepness);
      const [whole, part] = [deflateLiterals(data, true), deflateLiterals(data, false)];
      expect(Buffer.compare(inflateRawSync(whole), data)).toBe(0);
      const twice = inflateRawSync(Buffer.concat([part, whole]));
      expect(Buffer.compare(twice, Buffer.concat([data, data]))).toBe(0);
      if (length >= 65_534) expect(whole.length).toBeLessThan(1.0002 * length);
    }
  },
);

it("says how long the result is without making it", () => {
  const data = bytes(32_768, 5);
  // The end of the block is counted by a bit or more, and a byte is filled.
  const { length } = deflateLiterals(data, true);
  expect(Math.abs(8 * length - literalBits(data))).toBeLessThan(24);
});

test.prop([fc.array(fc.nat({ max: 4000 }), { minLength: 2, maxLength: 257 })])(
  "codes are whole, none begins another, and few bits are lost to the shortest",
  (counts) => {
    counts[0] = counts[1] = 1;
    const lengths = codeLengths(counts);
    expect(lengths.every((n, symbol) => n > 0 === counts[symbol]! > 0 && n <= 12)).toBe(true);
    const room = lengths.reduce((sum, n) => sum + (n > 0 ? 2 ** -n : 0), 0);
    expect(room).toBe(1);
    const total = counts.reduce((a, b) => a + b);
    const bits = counts.reduce((sum, n, symbol) => sum + n * lengths[symbol]!, 0);
    const entropy = counts.reduce((sum, n) => (n > 0 ? sum + n * Math.log2(total / n) : sum), 0);
    expect(bits).toBeLessThanOrEqual(entropy + total);
  },
);

it("bounds what would be longest: weights as Fibonacci's numbers", () => {
  const counts = [1, 1];
  while (counts.length < 28) counts.push(counts.at(-1)! + counts.at(-2)!);
  const lengths = codeLengths(counts);
  expect(Math.max(...lengths)).toBe(12);
  expect(lengths.reduce((sum, n) => sum + 2 ** -n, 0)).toBe(1);
});

it("gives the codes of the example in RFC 1951", () => {
  // A to H: 010 011 100 101 110 00 1110 1111, here with their first bit lowest.
  const codes = codesOf(Uint8Array.of(3, 3, 3, 3, 3, 2, 4, 4));
  const text = [...codes].map((code) => {
    const length = code >>> 16;
    return (code & 0xffff).toString(2).padStart(length, "0").split("").toReversed().join("");
  });
  expect(text).toEqual(["010", "011", "100", "101", "110", "00", "1110", "1111"]);
});
