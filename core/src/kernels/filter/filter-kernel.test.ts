import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import { filterRowsSlowly } from "../../image/png/filter.ts";
import { fastFilterRows } from "./filter-kernel.ts";

/** Bytes between which every filter has its turn: noise, slopes, steps and extremes. */
function rowsOf(kind: number, length: number, seed: number): Uint8Array {
  let state = seed | 1;
  return Uint8Array.from({ length }, (_, i) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    const noise = state >>> 24;
    if (kind === 0) return noise;
    if (kind === 1) return (i >> 3) + (noise & 3);
    if (kind === 2) return noise & 1 ? 255 : 0;
    return kind === 3 ? 128 : (i * i) >> 6;
  });
}

function expectSame(data: Uint8Array, rowBytes: number, pixel: number, above: Uint8Array): void {
  const fast = fastFilterRows(data, rowBytes, pixel, above);
  expect(fast).toBeDefined();
  expect(Buffer.compare(fast!, filterRowsSlowly(data, rowBytes, pixel, above))).toBe(0);
}

const lengths = fc.oneof(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 900, max: 1100 }));

test.prop([
  fc.integer({ min: 0, max: 4 }),
  lengths,
  fc.integer({ min: 1, max: 9 }),
  fc.constantFrom(1, 2, 3, 4, 6, 8),
  fc.integer(),
  fc.boolean(),
])("gives the reference's rows", (kind, rowBytes, rows, pixel, seed, shared) => {
  const all = rowsOf(kind, rowBytes * (rows + 1), seed);
  const memory = new Uint8Array(
    shared ? new SharedArrayBuffer(all.length) : new ArrayBuffer(all.length),
  );
  memory.set(all);
  const above = seed % 2 === 0 ? memory.subarray(0, rowBytes) : new Uint8Array(rowBytes);
  expectSame(memory.subarray(rowBytes), rowBytes, pixel, above);
});

it("goes on from piece to piece, and takes rows up to its room", () => {
  expectSame(rowsOf(4, 3 << 19, 5), 1 << 10, 4, new Uint8Array(1 << 10));
  expectSame(rowsOf(1, 1 << 20, 6), 1 << 20, 3, rowsOf(0, 1 << 20, 7));
  const row = (1 << 20) + 1;
  expect(fastFilterRows(new Uint8Array(row), row, 1, new Uint8Array(row))).toBeUndefined();
});
