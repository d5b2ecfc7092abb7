import { stepBytes, type Steps } from "../../turns.ts";
import type { PngHeader } from "./header.ts";
import { storedSamples } from "./header.ts";
import { filteredSize, passesOf, type Pass } from "./passes.ts";
import { unfilter } from "./unfilter.ts";

/**
 * Turns what IDAT expands to into samples row by row: filters undone, passes interleaved, depths
 * below 8 one byte each, 16-bit big-endian.
 * @param filtered is overwritten, and the result may be a view of it
 */
export function* restoreSamples(header: PngHeader, filtered: Uint8Array): Steps<Uint8Array> {
  const { width, height, depth } = header;
  const samples = storedSamples(header.colourType);
  const pixel = samples * (depth === 16 ? 2 : 1);
  const passes = passesOf(header);
  if (depth >= 8 && !header.interlaced) {
    yield* unfilter(filtered, 0, height, width * pixel, pixel);
    return filtered.subarray(0, width * height * pixel);
  }
  const result = new Uint8Array(width * height * pixel);
  let offset = 0;
  for (const pass of passes) {
    yield* unfilter(filtered, offset, pass.height, pass.rowBytes, pixel);
    const row = new Uint8Array(pass.width * pixel);
    const few = Math.ceil(stepBytes / row.length);
    for (let y = 0; y < pass.height; y++) {
      if (y % few === 0) yield;
      const start = offset + y * pass.rowBytes;
      const packed = filtered.subarray(start, start + pass.rowBytes);
      if (depth < 8) unpack(packed, depth, row);
      else row.set(packed);
      spread(row, result, pass, ((pass.y + y * pass.dy) * width + pass.x) * pixel, pixel);
    }
    offset += filteredSize([pass]);
  }
  return result;
}

/** Bytes that differences are taken over when rows are filtered; 0 where they mean nothing. */
export function filterUnit({ colourType, depth }: PngHeader): number {
  return colourType !== 3 && depth >= 8 ? (storedSamples(colourType) * depth) / 8 : 0;
}

/** Rows of packed samples of 1, 2 or 4 bits, one byte a sample. */
export function unpackRows(
  packed: Uint8Array,
  rowBytes: number,
  depth: number,
  rowSamples: number,
): Uint8Array {
  const rows = packed.length / rowBytes;
  const result = new Uint8Array(rows * rowSamples);
  for (let y = 0; y < rows; y++) {
    const row = result.subarray(y * rowSamples, (y + 1) * rowSamples);
    unpack(packed.subarray(y * rowBytes, (y + 1) * rowBytes), depth, row);
  }
  return result;
}

/** Splits bytes into samples of 1, 2 or 4 bits, the high bits first. */
function unpack(packed: Uint8Array, depth: number, row: Uint8Array): void {
  const mask = (1 << depth) - 1;
  const perByte = 8 / depth;
  for (let i = 0; i < row.length; i++) {
    const shift = 8 - depth * (1 + (i % perByte));
    row[i] = (packed[Math.floor(i / perByte)]! >> shift) & mask;
  }
}

/** Copies the pixels of a pass's row to every dx-th pixel from `to` on. */
function spread(row: Uint8Array, result: Uint8Array, pass: Pass, to: number, pixel: number): void {
  if (pass.dx === 1) {
    result.set(row, to);
    return;
  }
  const step = pass.dx * pixel;
  for (let from = 0, at = to; from < row.length; from += pixel, at += step) {
    for (let i = 0; i < pixel; i++) result[at + i] = row[from + i]!;
  }
}

/** The reverse of {@link restoreSamples}, without filtering: packed rows of every pass. */
export function* packPass(header: PngHeader, data: Uint8Array, pass: Pass): Steps<Uint8Array> {
  const { width, depth } = header;
  const pixel = storedSamples(header.colourType) * (depth === 16 ? 2 : 1);
  if (depth >= 8 && pass.dx === 1 && pass.dy === 1) return data;
  const rows = new Uint8Array(pass.height * pass.rowBytes);
  const row = new Uint8Array(pass.width * pixel);
  const few = Math.ceil(stepBytes / row.length);
  for (let y = 0; y < pass.height; y++) {
    if (y % few === 0) yield;
    const from = ((pass.y + y * pass.dy) * width + pass.x) * pixel;
    gather(row, data, pass, from, pixel);
    const to = rows.subarray(y * pass.rowBytes, (y + 1) * pass.rowBytes);
    if (depth < 8) pack(row, depth, to);
    else to.set(row);
  }
  return rows;
}

function gather(row: Uint8Array, data: Uint8Array, pass: Pass, from: number, pixel: number): void {
  const step = pass.dx * pixel;
  for (let to = 0, at = from; to < row.length; to += pixel, at += step) {
    for (let i = 0; i < pixel; i++) row[to + i] = data[at + i]!;
  }
}

function pack(row: Uint8Array, depth: number, packed: Uint8Array): void {
  const perByte = 8 / depth;
  for (let i = 0; i < row.length; i++) {
    const shift = 8 - depth * (1 + (i % perByte));
    packed[Math.floor(i / perByte)]! |= row[i]! << shift;
  }
}
