import { concat } from "../../bytes/arrays.ts";
import { ByteReader } from "../byte-reader.ts";
import type { Metadata } from "../image.ts";
import { tailOf, type Leftover } from "../leftover.ts";
import { letters } from "../letters.ts";
import { keptAsFile } from "../not-pixels.ts";

/** The one picture of a GIF, still compressed, and what stands beside it. */
export interface GifContent {
  readonly width: number;
  readonly height: number;
  readonly interlaced: boolean;
  /** Three bytes a colour. */
  readonly palette: Uint8Array;
  /** The index that is transparent. */
  readonly transparent: number | undefined;
  /** Bits of the first codes, less one. */
  readonly codeSize: number;
  readonly compressed: Uint8Array;
  readonly metadata: Metadata;
  readonly leftovers: readonly Leftover[];
}

const extension = 0x21;
const picture = 0x2c;
const end = 0x3b;
const graphicControl = 0xf9;
const comment = 0xfe;
const application = 0xff;

interface Frame extends Pick<GifContent, "width" | "height" | "interlaced" | "codeSize"> {
  readonly palette: Uint8Array | undefined;
  readonly compressed: Uint8Array;
}

/**
 * Reads a GIF of one picture that fills its screen.
 * @throws NotPixels for animations, and where the picture is smaller than the screen
 */
export function readGif(file: Uint8Array): GifContent {
  const reader = new ByteReader(file, "GIF", { little: true }, 6);
  const [screenWidth, screenHeight] = [reader.u16(), reader.u16()];
  const packed = reader.u8();
  reader.u8();
  const ratio = reader.u8();
  const common = readTable(reader, packed);
  let transparent: number | undefined;
  let frame: Frame | undefined;
  const comments: Uint8Array[] = [];
  const own: { xmp?: Uint8Array; icc?: Uint8Array } = {};
  const leftovers: Leftover[] = [];
  for (let kind = reader.u8(); kind !== end; kind = reader.u8()) {
    if (kind === picture) {
      if (frame !== undefined) throw keptAsFile("an animated GIF", "a GIF of one picture");
      frame = readFrame(reader, screenWidth, screenHeight);
      continue;
    }
    if (kind !== extension) throw keptAsFile("a GIF with unknown blocks", "a GIF of the standard");
    const label = reader.u8();
    const start = reader.at;
    const parts = readParts(reader);
    const head = letters(parts[0] ?? new Uint8Array(), 0, 11);
    if (label === graphicControl && frame === undefined) {
      const [flags = 0, , , index = 0] = parts[0] ?? [];
      transparent = (flags & 1) === 1 ? index : undefined;
    } else if (label === comment) comments.push(concat(parts));
    else if (label === application && head === "XMP DataXMP") {
      own.xmp = readXmp(file.subarray(start + 12, reader.at));
    } else if (label === application && head === "ICCRGBG1012") own.icc = concat(parts.slice(1));
    else if (label !== application || !/^(NETSCAPE2\.0|ANIMEXTS1\.0)$/.test(head)) {
      leftovers.push({ what: `an extension ${label}`, bytes: reader.at - start });
    }
  }
  if (frame === undefined) throw keptAsFile("a GIF without a picture", "a GIF of one picture");
  const palette = frame.palette ?? common;
  if (palette === undefined) throw keptAsFile("a GIF without colours", "a GIF with a palette");
  leftovers.push(...tailOf(file.subarray(reader.at), "its end"));
  return {
    ...frame,
    palette,
    transparent,
    metadata: {
      ...own,
      ...(comments.length > 0 && { comments }),
      // A pixel is so many 64ths wide as it is high.
      ...(ratio > 0 && { density: { x: 64, y: ratio + 15, unit: "aspect" } }),
    },
    leftovers,
  };
}

function readFrame(reader: ByteReader, screenWidth: number, screenHeight: number): Frame {
  const [left, top, width, height] = [reader.u16(), reader.u16(), reader.u16(), reader.u16()];
  const packed = reader.u8();
  const palette = readTable(reader, packed);
  if (
    left !== 0 ||
    top !== 0 ||
    width !== screenWidth ||
    height !== screenHeight ||
    width * height === 0
  ) {
    throw keptAsFile("a GIF whose picture does not fill it", "a GIF of one picture that fills it");
  }
  const codeSize = reader.u8();
  const compressed = concat(readParts(reader));
  return { width, height, interlaced: (packed & 0x40) !== 0, codeSize, palette, compressed };
}

/** A colour table, where the flags say that there is one. */
function readTable(reader: ByteReader, packed: number): Uint8Array | undefined {
  return (packed & 0x80) === 0 ? undefined : reader.bytes(3 * 2 ** ((packed & 7) + 1)).slice();
}

/** Blocks of up to 255 bytes, ended by an empty one. */
function readParts(reader: ByteReader): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let length = reader.u8(); length > 0; length = reader.u8()) parts.push(reader.bytes(length));
  return parts;
}

/** XMP stands as one text whose characters are taken for lengths; 258 bytes lead readers to its end. */
function readXmp(data: Uint8Array): Uint8Array {
  return data.slice(0, Math.max(0, data.length - 258));
}
