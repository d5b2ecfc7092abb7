import { expect, test } from "vitest";
import { showOutput } from "./butterfly-lstm.ts";
import { randomWords } from "./words.test.support.ts";

/** Units of a ring so small that its parity shows; with 32 it was 2^-50.7. */
const units = 4;
const lines = 1 << 20;

const q15 = (a: number, b: number): number => (a * b + 0x4000) >> 15;
const signed = (word: number): number => (word << 16) >> 16;
const swapped = (word: number): number => ((word << 8) | (word >>> 8)) & 0xffff;

type Output = typeof showOutput;

/** The output as it was, with the bytes of the cell swapped. */
const first: Output = (h, c, v) => {
  for (let u = 0; u < units; u++) {
    const product = q15(signed(h[(u + 21) % units]!), signed(c[(u + 6) % units]! | 1));
    v[u] = (h[u]! ^ swapped(c[(u + 11) % units]!)) + product;
  }
};

/** How far the parity of the highest bits of all words is from even, in standard deviations. */
function deviation(output: Output): number {
  const words = randomWords(2 * units * lines, 7);
  const [h, c, v] = [0, 1, 2].map(() => new Uint16Array(units)) as [
    Uint16Array,
    Uint16Array,
    Uint16Array,
  ];
  let even = 0;
  for (let line = 0, at = 0; line < lines; line++) {
    for (let u = 0; u < units; u++) {
      const [open, cell] = [words[at++]! >>> 1, words[at++]!];
      c[u] = cell;
      h[u] = q15(open, signed(cell)) + swapped(cell);
    }
    output(h, c, v);
    if ((v.reduce((parity, word) => parity ^ word, 0) & 0x8000) === 0) even++;
  }
  return (2 * even - lines) / Math.sqrt(lines);
}

test("the parity that an attacker found in the first output is found again", () => {
  // A correlation of 3^-4 would give 12.6.
  expect(Math.abs(deviation(first))).toBeGreaterThan(8);
});

test("today's output does not have it", () => {
  expect(Math.abs(deviation(showOutput))).toBeLessThan(4);
});
