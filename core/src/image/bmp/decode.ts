import { inTurns, type Steps } from "../../turns.ts";
import { damaged } from "../damaged.ts";
import type { DecodeOptions } from "../decode-options.ts";
import type { Image, Metadata, PngChunk } from "../image.ts";
import { settle, tailOf, type Leftover } from "../leftover.ts";
import { boundedSize } from "../limits.ts";
import { imageOfPalette } from "../palette-image.ts";
import { readBmpHeader, type BmpHeader } from "./header.ts";
import { readRuns } from "./runs.ts";

/** What runs may leave out: a bound on what is allocated for a file of few bytes. */
const mostPixelsAByte = 1024;
const freePixels = 2 ** 24;

/**
 * Decodes a BMP: 1 to 8 bits with a palette, 16 to 32 bits with masks, plain or with runs. Masks of
 * other than 8 bits are scaled to 8 or 16, which can be undone: `sBIT` of the restored PNG tells them.
 */
export async function decodeBmp(file: Uint8Array, options: DecodeOptions = {}): Promise<Image> {
  const header = readBmpHeader(file);
  const { width, height, depth, density, profile } = header;
  const origin = { format: "bmp" } as const;
  const icc = profile && file.slice(profile[0], profile[0] + profile[1]);
  const metadata: Metadata = { ...(density && { density }), ...(icc && { icc }), origin };
  const data = file.subarray(header.pixels);
  if (depth <= 8) {
    boundedSize({ width, height, channels: 3, bits: 8 }, options);
    if (header.runs && width * height > freePixels + mostPixelsAByte * data.length) {
      throw damaged("BMP", "its pixels are missing");
    }
    const { indices, used } = header.runs ? readRuns(data, header) : readIndices(data, header);
    settle("BMP", leftovers(file, header, used), options);
    const { palette } = header;
    const pixels = { width, height, depth: depth as 1 | 2 | 4 | 8, indices, palette };
    return await inTurns(imageOfPalette(pixels, metadata), options.signal);
  }
  const rowBytes = rowLength(width, depth);
  if (data.length < rowBytes * (height - 1) + Math.ceil((width * depth) / 8)) {
    throw damaged("BMP", "its pixels are missing");
  }
  settle("BMP", leftovers(file, header, rowBytes * height), options);
  return await inTurns(readColours(data, header, metadata, options), options.signal);
}

/** Rows are filled up to four bytes. */
function rowLength(width: number, depth: number): number {
  return 4 * Math.ceil((width * depth) / 32);
}

function readIndices(
  data: Uint8Array,
  { width, height, depth, topDown }: BmpHeader,
): { indices: Uint8Array; used: number } {
  const rowBytes = rowLength(width, depth);
  // Some writers leave the last row's filling out.
  if (data.length < rowBytes * (height - 1) + Math.ceil((width * depth) / 8)) {
    throw damaged("BMP", "its pixels are missing");
  }
  const indices = new Uint8Array(width * height);
  const mask = 2 ** depth - 1;
  let to = 0;
  for (let y = 0; y < height; y++) {
    const row = (topDown ? y : height - 1 - y) * rowBytes;
    for (let bit = 0; bit < width * depth; bit += depth) {
      indices[to++] = (data[row + (bit >> 3)]! >> (8 - depth - (bit & 7))) & mask;
    }
  }
  return { indices, used: rowBytes * height };
}

function* readColours(
  data: Uint8Array,
  header: BmpHeader,
  metadata: Metadata,
  options: DecodeOptions,
): Steps<Image> {
  const { width, height, depth, topDown } = header;
  const rowBytes = rowLength(width, depth);
  const size = depth / 8;
  const masks = [...(depth === 24 ? [0xff0000, 0xff00, 0xff, 0] : header.masks)];
  // The fourth byte means nothing by itself; where it holds something, that is alpha.
  const filled = depth === 32 && masks[3] === 0 && (masks[0]! | masks[1]! | masks[2]!) === 0xffffff;
  if (filled && data.subarray(0, rowBytes * height).some((byte, i) => i % 4 === 3 && byte !== 0)) {
    masks[3] = 0xff000000;
  }
  const fields = masks.filter((mask) => mask !== 0).map(fieldOf);
  const channels = fields.length;
  const bits = fields.some(({ most }) => most > 255) ? 16 : 8;
  const bytes = new Uint8Array(boundedSize({ width, height, channels, bits }, options));
  const full = 2 ** bits - 1;
  let to = 0;
  for (let y = 0; y < height; y++) {
    let from = (topDown ? y : height - 1 - y) * rowBytes;
    for (let x = 0; x < width; x++, from += size) {
      let pixel = data[from]! | (data[from + 1]! << 8);
      if (size > 2) pixel |= data[from + 2]! << 16;
      if (size > 3) pixel |= data[from + 3]! << 24;
      for (const { shift, most } of fields) {
        const value = Math.floor((((pixel >>> shift) & most) * full) / most);
        if (bits === 16) bytes[to++] = value >> 8;
        bytes[to++] = value;
      }
    }
    yield;
  }
  const colour = channels === 4 ? "rgba" : "rgb";
  const chunks = significantBits(fields, bits);
  const png = {
    colourType: channels === 4 ? 6 : 2,
    depth: bits,
    interlaced: false,
    chunks,
  } as const;
  const about = chunks.length === 0 ? metadata : { ...metadata, png };
  return { width, height, channels, bits, colour, data: bytes, metadata: about };
}

interface Field {
  readonly shift: number;
  readonly most: number;
}

function fieldOf(mask: number): Field {
  const shift = Math.log2((mask & -mask) >>> 0);
  return { shift, most: mask >>> shift };
}

/** `sBIT`, which says how many bits a channel had; none where it had all of them. */
function significantBits(fields: readonly Field[], bits: number): PngChunk[] {
  const counts = fields.map(({ most }) => Math.min(bits, Math.log2(most + 1)));
  if (counts.every((count) => count === bits)) return [];
  return [{ type: "sBIT", data: Uint8Array.from(counts), place: "before-palette" }];
}

function leftovers(file: Uint8Array, header: BmpHeader, used: number): Leftover[] {
  const { pixels, headerEnd, profile } = header;
  const gap = file.subarray(headerEnd, Math.max(headerEnd, pixels));
  const end = Math.min(file.length, pixels + used);
  // A profile stands behind the pixels.
  const tail = profile === undefined ? end : Math.max(end, profile[0] + profile[1]);
  const found = gap.some((byte) => byte !== 0)
    ? [{ what: "data before its pixels", bytes: gap.length }]
    : [];
  return [...found, ...tailOf(file.subarray(tail), "its pixels")];
}
