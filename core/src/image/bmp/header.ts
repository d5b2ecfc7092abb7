import { ByteReader } from "../byte-reader.ts";
import { damaged } from "../damaged.ts";
import type { Metadata } from "../image.ts";
import { keptAsFile } from "../not-pixels.ts";

/** How a BMP stores its pixels, every number checked. */
export interface BmpHeader {
  readonly width: number;
  readonly height: number;
  /** Whether the first row is the uppermost. */
  readonly topDown: boolean;
  /** Bits a pixel. */
  readonly depth: 1 | 2 | 4 | 8 | 16 | 24 | 32;
  readonly runs: boolean;
  /** Which bits of a pixel of 16 or 32 are red, green, blue and alpha; 0 for none. */
  readonly masks: readonly [number, number, number, number];
  /** Three bytes an entry, RGB. */
  readonly palette: Uint8Array;
  /** Where the pixels start. */
  readonly pixels: number;
  /** Where the headers and the palette end. */
  readonly headerEnd: number;
  readonly density: Metadata["density"];
  /** Where an ICC profile stands. */
  readonly profile: readonly [start: number, length: number] | undefined;
}

const depths = [1, 2, 4, 8, 16, 24, 32] as const;

const bitfields = 3;
const alphaBitfields = 6;
/** A profile that stands in the file: "MBED", little-endian. */
const embedded = 0x4d424544;
const sRgbMasks = { 16: [0x7c00, 0x3e0, 0x1f, 0], 32: [0xff0000, 0xff00, 0xff, 0] } as const;

/** Reads the headers (BITMAPFILEHEADER and one of the BITMAP*HEADERs) and the palette. */
export function readBmpHeader(file: Uint8Array): BmpHeader {
  const reader = new ByteReader(file, "BMP", { little: true }, 10);
  const pixels = reader.u32();
  const length = reader.u32();
  const old = length === 12;
  const width = old ? reader.u16() : reader.i32();
  const rows = old ? reader.u16() : reader.i32();
  reader.u16();
  const bits = reader.u16();
  const depth = depths.find((known) => known === bits);
  if (depth === undefined)
    throw keptAsFile(`a BMP of ${bits} bits a pixel`, "1 to 32 bits a pixel");
  if (width < 1 || rows === 0) throw damaged("BMP", `its size is ${width} x ${rows}`);
  const compression = old ? 0 : reader.u32();
  if (!old) reader.u32();
  const [x, y] = old ? [0, 0] : [reader.i32(), reader.i32()];
  const used = old ? 0 : reader.u32();
  reader.at = 14 + length;
  if (depth > 8) reader.at = 14 + Math.min(length, 40);
  const masks = readMasks(reader, depth, compression, length);
  reader.at = Math.max(reader.at, 14 + length);
  const palette = depth <= 8 ? readPalette(reader, depth, used, old ? 3 : 4) : new Uint8Array();
  const runs = compression === 1 || compression === 2;
  if (runs && depth !== (compression === 1 ? 8 : 4)) throw damaged("BMP", "runs of another depth");
  return {
    width,
    height: Math.abs(rows),
    topDown: rows < 0,
    depth,
    runs,
    masks,
    palette,
    pixels,
    headerEnd: reader.at,
    density: x > 0 && y > 0 ? { x, y, unit: "metre" } : undefined,
    profile: length === 124 ? readProfile(file) : undefined,
  };
}

function readMasks(
  reader: ByteReader,
  depth: number,
  compression: number,
  length: number,
): BmpHeader["masks"] {
  if (compression <= 2) {
    if (compression !== 0 && depth > 8) throw damaged("BMP", "runs of another depth");
    return depth === 16 || depth === 32 ? sRgbMasks[depth] : [0, 0, 0, 0];
  }
  if (
    (compression !== bitfields && compression !== alphaBitfields) ||
    (depth !== 16 && depth !== 32)
  ) {
    throw keptAsFile(
      `a BMP of compression ${compression}`,
      "a BMP without compression or with runs",
    );
  }
  const [red, green, blue] = [reader.u32(), reader.u32(), reader.u32()];
  const alpha = compression === alphaBitfields || length >= 56 ? reader.u32() : 0;
  const masks = [red, green, blue, alpha] as const;
  let all = 0;
  for (const mask of masks) {
    if (!isRun(mask) || (all & mask) !== 0) throw damaged("BMP", "its masks make no colours");
    all |= mask;
  }
  if (red === 0 || green === 0 || blue === 0) throw damaged("BMP", "a colour has no mask");
  return masks;
}

/** Whether the bits of a mask stand side by side. */
function isRun(mask: number): boolean {
  if (mask === 0) return true;
  const run = mask >>> Math.log2((mask & -mask) >>> 0);
  return (run & (run + 1)) === 0;
}

/** Entries that are missing are black, so that there is one for every index. */
function readPalette(reader: ByteReader, depth: number, used: number, size: 3 | 4): Uint8Array {
  const all = 2 ** depth;
  const palette = new Uint8Array(3 * all);
  const count = used === 0 || used > all ? all : used;
  for (let i = 0; i < count; i++) {
    const [blue, green, red] = reader.bytes(size);
    palette.set([red!, green!, blue!], 3 * i);
  }
  return palette;
}

function readProfile(file: Uint8Array): BmpHeader["profile"] {
  const reader = new ByteReader(file, "BMP", { little: true }, 14 + 56);
  if (reader.u32() !== embedded) return undefined;
  reader.at = 14 + 112;
  const [start, length] = [14 + reader.u32(), reader.u32()];
  return length > 0 && start + length <= file.length ? [start, length] : undefined;
}
