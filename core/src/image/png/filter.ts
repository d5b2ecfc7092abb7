import { fastFilterRows } from "../../kernels/filter/filter-kernel.ts";
import { paethPredictor } from "./unfilter.ts";

/**
 * Filters rows for compression: of None, Sub, Up, Average and Paeth, each row takes the one whose
 * differences have the smallest sum (PNG, section 12.7).
 * @param data rows without gaps
 * @param pixel bytes a pixel
 * @param above the row above the first; zeros when not given or empty
 * @returns every row behind its filter byte
 */
export function filterRows(
  data: Uint8Array,
  rowBytes: number,
  pixel: number,
  above: Uint8Array = new Uint8Array(),
): Uint8Array {
  const first = above.length === 0 ? new Uint8Array(rowBytes) : above;
  return (
    fastFilterRows(data, rowBytes, pixel, first) ?? filterRowsSlowly(data, rowBytes, pixel, first)
  );
}

/** What defines {@link filterRows}, and does it where there is no WebAssembly SIMD. */
export function filterRowsSlowly(
  data: Uint8Array,
  rowBytes: number,
  pixel: number,
  above: Uint8Array,
): Uint8Array {
  let before = above;
  return eachRow(data, rowBytes, (row, to) => {
    const filter = smallest(differences(row, before, pixel));
    to[0] = filter;
    filters[filter]!(row, before, pixel, to.subarray(1));
    before = row;
  });
}

/** Rows with the filter None, for depths below 8 and palettes, where differences mean nothing. */
export function plainRows(data: Uint8Array, rowBytes: number): Uint8Array {
  return eachRow(data, rowBytes, (row, to) => to.set(row, 1));
}

function eachRow(
  data: Uint8Array,
  rowBytes: number,
  write: (row: Uint8Array, to: Uint8Array) => void,
): Uint8Array {
  const rows = data.length / rowBytes;
  const result = new Uint8Array(rows * (rowBytes + 1));
  for (let y = 0; y < rows; y++) {
    const row = data.subarray(y * rowBytes, (y + 1) * rowBytes);
    write(row, result.subarray(y * (rowBytes + 1), (y + 1) * (rowBytes + 1)));
  }
  return result;
}

type Filter = (row: Uint8Array, above: Uint8Array, pixel: number, to: Uint8Array) => void;

const filters: readonly Filter[] = [
  (row, _above, _pixel, to) => to.set(row),
  (row, _above, pixel, to) => {
    for (let i = 0; i < row.length; i++) to[i] = row[i]! - (i < pixel ? 0 : row[i - pixel]!);
  },
  (row, above, _pixel, to) => {
    for (let i = 0; i < row.length; i++) to[i] = row[i]! - above[i]!;
  },
  (row, above, pixel, to) => {
    for (let i = 0; i < row.length; i++) {
      to[i] = row[i]! - (((i < pixel ? 0 : row[i - pixel]!) + above[i]!) >> 1);
    }
  },
  (row, above, pixel, to) => {
    for (let i = 0; i < row.length; i++) {
      const b = above[i]!;
      to[i] = row[i]! - (i < pixel ? b : paethPredictor(row[i - pixel]!, b, above[i - pixel]!));
    }
  },
];

/** Sums of absolute differences, by filter. */
function differences(row: Uint8Array, above: Uint8Array, pixel: number): number[] {
  let [none, sub, up, average, paeth] = [0, 0, 0, 0, 0];
  for (let i = pixel; i < row.length; i++) {
    const value = row[i]!;
    const a = row[i - pixel]!;
    const b = above[i]!;
    none += magnitude(value);
    sub += magnitude(value - a);
    up += magnitude(value - b);
    average += magnitude(value - ((a + b) >> 1));
    paeth += magnitude(value - paethPredictor(a, b, above[i - pixel]!));
  }
  return [none, sub, up, average, paeth];
}

/** Distance of a byte from zero when it counts as signed. */
function magnitude(difference: number): number {
  return Math.abs((difference << 24) >> 24);
}

function smallest(sums: readonly number[]): number {
  return sums.indexOf(Math.min(...sums));
}
