import { stepBytes, type Steps } from "../../turns.ts";
import { damaged } from "../damaged.ts";

/** Undoes one row: `from` and `to` are offsets of the filtered and the restored row. */
type Undo = (
  data: Uint8Array,
  from: number,
  to: number,
  length: number,
  pixel: number,
  above: number,
) => void;

/**
 * Undoes the filters of `rows` rows of `rowBytes` bytes that start at `offset`, each behind its
 * filter byte. Works in place: the restored rows lie without gaps from `offset` on, so that no
 * second buffer of the image's size is needed.
 * @param pixel bytes a pixel, 1 for depths below 8
 * @throws NeuroveilError "broken" on an unknown filter
 */
export function* unfilter(
  data: Uint8Array,
  offset: number,
  rows: number,
  rowBytes: number,
  pixel: number,
): Steps {
  const few = Math.ceil(stepBytes / rowBytes);
  for (let row = 0; row < rows; row++) {
    if (row % few === 0) yield;
    const from = offset + row * (rowBytes + 1) + 1;
    const to = offset + row * rowBytes;
    // Above the first row the standard sees zeros, which turns Up into None and Paeth into Sub.
    const undo = (row === 0 ? firstRow : laterRows)[data[from - 1]!];
    if (undo === undefined)
      throw damaged("PNG", `row ${row} has the unknown filter ${data[from - 1]}`);
    undo(data, from, to, rowBytes, pixel, to - rowBytes);
  }
}

const none: Undo = (data, from, to, length) => {
  data.copyWithin(to, from, from + length);
};

const sub: Undo = (data, from, to, length, pixel) => {
  for (let i = 0; i < pixel; i++) data[to + i] = data[from + i]!;
  for (let i = pixel; i < length; i++) data[to + i] = data[from + i]! + data[to + i - pixel]!;
};

const up: Undo = (data, from, to, length, _pixel, above) => {
  for (let i = 0; i < length; i++) data[to + i] = data[from + i]! + data[above + i]!;
};

const average: Undo = (data, from, to, length, pixel, above) => {
  for (let i = 0; i < pixel; i++) data[to + i] = data[from + i]! + (data[above + i]! >> 1);
  for (let i = pixel; i < length; i++) {
    data[to + i] = data[from + i]! + ((data[to + i - pixel]! + data[above + i]!) >> 1);
  }
};

const firstAverage: Undo = (data, from, to, length, pixel) => {
  for (let i = 0; i < pixel; i++) data[to + i] = data[from + i]!;
  for (let i = pixel; i < length; i++)
    data[to + i] = data[from + i]! + (data[to + i - pixel]! >> 1);
};

const paeth: Undo = (data, from, to, length, pixel, above) => {
  for (let i = 0; i < pixel; i++) data[to + i] = data[from + i]! + data[above + i]!;
  for (let i = pixel; i < length; i++) {
    const a = data[to + i - pixel]!;
    const b = data[above + i]!;
    const c = data[above + i - pixel]!;
    data[to + i] = data[from + i]! + paethPredictor(a, b, c);
  }
};

/** The one of left, above and above-left that is nearest to a + b - c (PNG, section 9.4). */
export function paethPredictor(a: number, b: number, c: number): number {
  const pa = Math.abs(b - c);
  const pb = Math.abs(a - c);
  const pc = Math.abs(a + b - c - c);
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

const firstRow: readonly Undo[] = [none, sub, none, firstAverage, sub];
const laterRows: readonly Undo[] = [none, sub, up, average, paeth];
