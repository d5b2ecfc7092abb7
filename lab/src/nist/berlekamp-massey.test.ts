import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { linearComplexity } from "./berlekamp-massey.ts";

/** Whether some recurrence of `order` bits gives the sequence: by elimination, from the definition. */
function hasRecurrence(bits: readonly number[], order: number): boolean {
  // Unknowns: the taps. Each row: `order` earlier bits, and the bit they must add up to.
  const rows = bits.slice(order).map((_, i) => bits.slice(i, i + order + 1));
  let pivot = 0;
  for (let column = 0; column < order; column++) {
    const found = rows.findIndex((row, i) => i >= pivot && row[column] === 1);
    if (found < 0) continue;
    [rows[pivot], rows[found]] = [rows[found]!, rows[pivot]!];
    for (const [i, row] of rows.entries())
      if (i !== pivot && row[column] === 1) rows[i] = row.map((bit, j) => bit ^ rows[pivot]![j]!);
    pivot++;
  }
  return rows.slice(pivot).every((row) => row[order] === 0);
}

test.prop([fc.array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 40 })])(
  "the shortest register is as long as the first recurrence that fits",
  (bits) => {
    let order = 0;
    while (!hasRecurrence(bits, order)) order++;
    expect(linearComplexity(Uint8Array.from(bits), 0, bits.length)).toBe(order);
  },
);

test.each([31, 32, 33, 64, 100, 250])("a register of %d bits is found across words", (length) => {
  const bits = new Uint8Array(600);
  bits[length - 1] = 1;
  for (let i = length; i < bits.length; i++) bits[i] = bits[i - length]! ^ bits[i - 1]!;
  expect(linearComplexity(bits, 0, bits.length)).toBe(length);
  expect(linearComplexity(bits, 50, 550)).toBe(length);
});

test("zeros need no register, a one at the end a whole one", () => {
  const bits = new Uint8Array(100);
  expect(linearComplexity(bits, 0, 100)).toBe(0);
  bits[99] = 1;
  expect(linearComplexity(bits, 0, 100)).toBe(100);
});
