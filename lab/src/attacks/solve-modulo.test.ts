import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { solveModulo } from "./solve-modulo.ts";

const word = fc.integer({ min: 0, max: 255 });
const system = fc
  .integer({ min: 1, max: 6 })
  .chain((n) =>
    fc.tuple(
      fc.array(fc.array(word, { minLength: n, maxLength: n }), { minLength: 1, maxLength: 7 }),
      fc.array(word, { minLength: n, maxLength: n }),
    ),
  );

const times = (rows: readonly (readonly number[])[], x: ArrayLike<number>): number[] =>
  rows.map((row) => row.reduce((sum, a, i) => sum + a * x[i]!, 0) & 0xff);

property.prop([system])("a system that has a solution gets one", ([rows, x]) => {
  const right = times(rows, x);
  const found = solveModulo(
    rows.map((row) => Uint32Array.from(row)),
    Uint32Array.from(right),
    8,
  );
  expect(times(rows, found!)).toEqual(right);
});

test("one that has none gets none", () => {
  // 2 x = 1, and x = 1 = 2.
  expect(solveModulo([Uint32Array.of(2)], Uint32Array.of(1), 8)).toBeUndefined();
  const twice = [Uint32Array.of(1), Uint32Array.of(1)];
  expect(solveModulo(twice, Uint32Array.of(1, 2), 8)).toBeUndefined();
});
