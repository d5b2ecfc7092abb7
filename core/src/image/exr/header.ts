import { ByteReader } from "../byte-reader.ts";
import { damaged } from "../damaged.ts";
import { keptAsFile } from "../not-pixels.ts";
import { readTiles, type Tiles } from "./chunks.ts";
import { float } from "./sample-types.ts";

/** What stands before the samples of an OpenEXR image ("OpenEXR File Layout"). */
export interface ExrHeader {
  readonly width: number;
  readonly height: number;
  /** The number of its first row. */
  readonly top: number;
  readonly compression: number;
  /** Undefined where rows are stored. */
  readonly tiles: Tiles | undefined;
  /** As they are stored: by name. */
  readonly channels: readonly ExrChannel[];
  /** Bytes up to its end, and where in them compression and order of lines stand. */
  readonly end: number;
  readonly compressionAt: number;
  readonly lineOrderAt: number;
}

export interface ExrChannel {
  readonly name: string;
  readonly type: number;
  /** Whether B44 packs logarithms of its samples. */
  readonly linear: boolean;
}

const mostChannels = 1024;
const mostAttributes = 4096;
/** Far from the ends of 32 bits, so that nothing computed from them leaves those. */
const farthest = 2 ** 30;

/** @throws NotPixels */
export function readHeader(file: Uint8Array): ExrHeader {
  const reader = new ByteReader(file, "OpenEXR", { little: true }, 4);
  const version = reader.u32();
  const odd = kinds.find(([bits]) => (version & bits) !== 0);
  if (odd !== undefined)
    throw keptAsFile(`an OpenEXR image ${odd[1]}`, "one part of rows or tiles");
  if ((version & ~(longNames | ofTiles)) !== 2)
    throw keptAsFile("an OpenEXR image of another version", "2");
  const attributes = readAttributes(file, reader);
  const attribute = (name: string): { reader: ByteReader; at: number } => {
    const found = attributes.get(name);
    if (found === undefined) throw damaged("OpenEXR", `its ${name} is missing`);
    const { start, end } = found;
    const own = new ByteReader(file.subarray(0, end), "OpenEXR", { little: true }, start);
    return { reader: own, at: start };
  };
  const box = attribute("dataWindow").reader;
  const [left, top, right, bottom] = [box.i32(), box.i32(), box.i32(), box.i32()];
  const inside = [left, top, right, bottom].every((edge) => Math.abs(edge) <= farthest);
  if (!inside || right < left || bottom < top) throw damaged("OpenEXR", "its size");
  const compression = attribute("compression");
  return {
    width: right - left + 1,
    height: bottom - top + 1,
    top,
    compression: compression.reader.u8(),
    tiles: (version & ofTiles) === 0 ? undefined : readTiles(attribute("tiles").reader),
    channels: readChannels(attribute("channels").reader),
    end: reader.at,
    compressionAt: compression.at,
    lineOrderAt: attribute("lineOrder").at,
  };
}

const longNames = 0x400;
const ofTiles = 0x200;
const kinds = [
  [0x800, "with several samples a pixel"],
  [0x1000, "of several parts"],
] as const;

/** Where each attribute's value stands, by its name. */
function readAttributes(
  file: Uint8Array,
  reader: ByteReader,
): Map<string, { readonly start: number; readonly end: number }> {
  const attributes = new Map<string, { start: number; end: number }>();
  for (let name = readName(file, reader); name !== ""; name = readName(file, reader)) {
    readName(file, reader);
    const length = reader.u32();
    const start = reader.at;
    reader.bytes(length);
    if (attributes.has(name) || attributes.size === mostAttributes) {
      throw damaged("OpenEXR", "its attributes");
    }
    attributes.set(name, { start, end: reader.at });
  }
  return attributes;
}

function readChannels(reader: ByteReader): ExrChannel[] {
  const channels: ExrChannel[] = [];
  for (let name = readText(reader); name !== ""; name = readText(reader)) {
    const type = reader.u32();
    // And three bytes for nothing.
    const linear = (reader.u32() & 255) !== 0;
    const [across, down] = [reader.u32(), reader.u32()];
    if (across !== 1 || down !== 1) {
      throw keptAsFile("an OpenEXR image with channels of different sizes", "channels of one size");
    }
    if (type > float || channels.length === mostChannels) {
      throw damaged("OpenEXR", "its channels");
    }
    channels.push({ name, type, linear });
  }
  const [first] = channels;
  if (first === undefined) throw keptAsFile("an OpenEXR image without channels", "samples");
  if (channels.some(({ type }) => type !== first.type)) {
    throw keptAsFile("an OpenEXR image with samples of different kinds", "samples of one kind");
  }
  return channels;
}

const longestName = 255;

function readName(file: Uint8Array, reader: ByteReader): string {
  const end = file.indexOf(0, reader.at);
  if (end < 0 || end - reader.at > longestName) throw damaged("OpenEXR", "its attributes");
  const name = reader.letters(end - reader.at);
  reader.u8();
  return name;
}

function readText(reader: ByteReader): string {
  let text = "";
  for (let code = reader.u8(); code !== 0; code = reader.u8()) {
    if (text.length === longestName) throw damaged("OpenEXR", "its channels");
    text += String.fromCharCode(code);
  }
  return text;
}

/** The order in which channels stand in samples: colours as people name them, others as stored. */
export function channelOrder(channels: readonly ExrChannel[]): number[] {
  const usual = ["R", "G", "B", "Y", "A"];
  const places = channels.map(({ name }, i) => ({ i, place: usual.indexOf(name) }));
  if (places.every(({ place }) => place >= 0)) places.sort((a, b) => a.place - b.place);
  return places.map(({ i }) => i);
}
