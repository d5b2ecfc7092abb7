import { concat } from "../../bytes/arrays.ts";
import { ByteReader } from "../byte-reader.ts";
import { damaged } from "../damaged.ts";
import { isInside, mostFrames, type FrameArea } from "../frames.ts";
import { letters } from "../letters.ts";
import { keptAsFile } from "../not-pixels.ts";

/** A picture of a GIF. */
export interface GifFrame extends FrameArea {
  readonly interlaced: boolean;
  /** Three bytes a colour. */
  readonly palette: Uint8Array;
  /** The index that is transparent. */
  readonly transparent: number | undefined;
  /** Hundredths of a second that it is shown. */
  readonly delay: number;
  /** Where its compressed pixels stand in the file, or belong: from the byte before their blocks on. */
  readonly start: number;
  readonly end: number;
}

/** A block that is no picture. */
export interface GifExtension {
  readonly label: number;
  /** The first eleven letters of its first part. */
  readonly name: string;
  /** Where its parts stand in the file, with the lengths before them. */
  readonly start: number;
  readonly end: number;
}

/** Of what a GIF consists. */
export interface GifStructure {
  readonly width: number;
  readonly height: number;
  /** The byte that tells how wide a pixel is. */
  readonly ratio: number;
  readonly frames: readonly GifFrame[];
  readonly extensions: readonly GifExtension[];
  /** Where it ends. */
  readonly end: number;
}

const extension = 0x21;
const picture = 0x2c;
const trailer = 0x3b;
const plainText = 0x01;
const graphicControl = 0xf9;

/**
 * Reads the blocks of a GIF (GIF89a, section 17 to 27), its pixels left compressed.
 * @param pixels whether they are there: what is kept of a GIF has none
 * @throws NotPixels
 */
export function readStructure(file: Uint8Array, pixels: "there" | "absent"): GifStructure {
  const reader = new ByteReader(file, "GIF", { little: true }, 6);
  const screen = { width: reader.u16(), height: reader.u16() };
  const packed = reader.u8();
  reader.u8();
  const ratio = reader.u8();
  const common = readTable(reader, packed);
  const frames: GifFrame[] = [];
  const extensions: GifExtension[] = [];
  let control: Pick<GifFrame, "transparent" | "delay"> | undefined;
  for (let kind = reader.u8(); kind !== trailer; kind = reader.u8()) {
    if (kind === picture) {
      if (frames.length === mostFrames) {
        throw keptAsFile(`a GIF of more than ${mostFrames} pictures`, "a shorter animation");
      }
      frames.push(readFrame(reader, screen, common, control ?? still, pixels));
      control = undefined;
      continue;
    }
    if (kind !== extension) throw keptAsFile("a GIF with unknown blocks", "a GIF of the standard");
    const label = reader.u8();
    const start = reader.at;
    if (label === plainText) throw keptAsFile("a GIF with a text to draw", "pictures alone");
    const [first = new Uint8Array()] = readParts(reader);
    if (label === graphicControl) {
      const [flags = 0, low = 0, high = 0, index = 0] = first;
      control = { transparent: (flags & 1) === 1 ? index : undefined, delay: low + 256 * high };
    }
    extensions.push({ label, name: letters(first, 0, 11), start, end: reader.at });
  }
  if (frames.length === 0) throw keptAsFile("a GIF without a picture", "a GIF of one picture");
  return { ...screen, ratio, frames, extensions, end: reader.at };
}

const still = { transparent: undefined, delay: 0 } as const;

function readFrame(
  reader: ByteReader,
  screen: { readonly width: number; readonly height: number },
  common: Uint8Array | undefined,
  control: Pick<GifFrame, "transparent" | "delay">,
  pixels: "there" | "absent",
): GifFrame {
  const [left, top, width, height] = [reader.u16(), reader.u16(), reader.u16(), reader.u16()];
  const packed = reader.u8();
  const palette = readTable(reader, packed) ?? common;
  if (palette === undefined) throw keptAsFile("a GIF without colours", "a GIF with a palette");
  const area = { left, top, width, height };
  if (!isInside(area, screen)) {
    throw keptAsFile("a GIF with a picture outside of its screen", "pictures inside of it");
  }
  const start = reader.at;
  if (pixels === "there") {
    reader.u8();
    readParts(reader);
  }
  const interlaced = (packed & 0x40) !== 0;
  return { ...area, interlaced, palette, ...control, start, end: reader.at };
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

/** The content of blocks that stand one after another, without their lengths. */
export function contentOf(file: Uint8Array, start: number, end: number): Uint8Array[] {
  return readParts(new ByteReader(file.subarray(0, end), "GIF", { little: true }, start));
}

/** A GIF without its pixels. */
export function withoutPixels(file: Uint8Array, { frames, end }: GifStructure): Uint8Array {
  const starts = [0, ...frames.map((frame) => frame.end)];
  const ends = [...frames.map((frame) => frame.start), end];
  return concat(starts.map((start, i) => file.subarray(start, ends[i])));
}

/** The reverse: each frame's code size and blocks, put where they belong. */
export function withPixels(
  kept: Uint8Array,
  { frames, end }: GifStructure,
  pixels: readonly Uint8Array[],
): Uint8Array {
  if (end !== kept.length) throw damaged("GIF", "what was kept of it");
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const [i, { start }] of frames.entries()) {
    parts.push(kept.subarray(at, start), pixels[i]!);
    at = start;
  }
  return concat([...parts, kept.subarray(at)]);
}
