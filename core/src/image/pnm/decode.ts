import { inTurns, type Steps } from "../../turns.ts";
import { carried, sampleSize } from "../carried.ts";
import { damaged } from "../damaged.ts";
import type { DecodeOptions } from "../decode-options.ts";
import type { ColourModel, Image, Metadata } from "../image.ts";
import { settle, tailOf } from "../leftover.ts";
import { boundedSize } from "../limits.ts";
import type { ImageOrigin, Layout } from "../origin.ts";
import { isSpace, readPnmHeader, type PnmHeader } from "./header.ts";

/** PAM's names for channels that mean colours; other channels are carried as they are. */
const tuples: Readonly<Record<string, ColourModel>> = {
  BLACKANDWHITE: "gray",
  GRAYSCALE: "gray",
  BLACKANDWHITE_ALPHA: "gray-alpha",
  GRAYSCALE_ALPHA: "gray-alpha",
  RGB: "rgb",
  RGB_ALPHA: "rgba",
  CMYK: "cmyk",
};
const models: readonly ColourModel[] = ["gray", "gray-alpha", "rgb", "rgba"];

/**
 * Decodes a PNM, PAM or PFM of one picture. Samples are stored values; in a PBM, where 1 is black, 0 and
 * 1 are exchanged. PFM's rows are stored from the bottom up, and are turned.
 */
export async function decodePnm(file: Uint8Array, options: DecodeOptions = {}): Promise<Image> {
  const header = readPnmHeader(file);
  const { kind, width, height, channels, maximum, tuple, comments } = header;
  const float = kind === "f" || kind === "F";
  const bits = float ? 32 : bitsOf(maximum);
  boundedSize({ width, height, channels: channels * sampleSize(bits), bits: 8 }, options);
  const { data, end } = await inTurns(readSamples(file, header, bits), options.signal);
  settle("PNM", tailOf(file.subarray(end), "its samples"), options);
  const layout: Layout = { channels, bits, kind: float ? "float" : "unsigned", pages: 1 };
  const origin: ImageOrigin = { format: "pnm", fields: fieldsOf(header, bits) };
  const metadata: Metadata = comments.length > 0 ? { comments } : {};
  const colour = tuples[tuple ?? ""];
  const known =
    colour !== undefined && channelsOf(colour) === channels ? colour : models[channels - 1];
  return await inTurns(
    carried({ width, height, layout, data }, origin, {
      ...(known !== undefined && { colour: known }),
      metadata,
    }),
    options.signal,
  );
}

function channelsOf(colour: ColourModel): number {
  return colour === "cmyk" ? 4 : models.indexOf(colour) + 1;
}

function bitsOf(maximum: number): number {
  return 32 - Math.clz32(maximum);
}

/** What a header says beside the shape. */
function fieldsOf({ kind, maximum, tuple }: PnmHeader, bits: number): ImageOrigin["fields"] & {} {
  return {
    kind: `P${kind}`,
    ...(bits === 32 ? { scale: String(maximum) } : maximum !== 2 ** bits - 1 && { maximum }),
    ...(tuple !== undefined && { tuple }),
  };
}

interface Samples {
  /** Interleaved, big-endian. */
  readonly data: Uint8Array;
  /** Where they end in the file. */
  readonly end: number;
}

function* readSamples(file: Uint8Array, header: PnmHeader, bits: number): Steps<Samples> {
  if (bits === 32) return yield* readFloats(file, header);
  if (["1", "2", "3"].includes(header.kind)) return yield* readText(file, header, bits);
  return header.kind === "4"
    ? yield* readBits(file, header)
    : yield* readBinary(file, header, bits);
}

/** The bytes that the samples take, or the refusal. */
function stored(file: Uint8Array, start: number, length: number): Uint8Array {
  if (start + length > file.length) throw damaged("PNM", "some of its samples are missing");
  return file.subarray(start, start + length);
}

function* readBinary(file: Uint8Array, header: PnmHeader, bits: number): Steps<Samples> {
  const { width, height, channels, maximum, end } = header;
  const length = width * height * channels * sampleSize(bits);
  const data = stored(file, end, length).slice();
  if (maximum !== 255 && maximum !== 65_535) yield* checkMaximum(data, bits, maximum);
  return { data, end: end + length };
}

function* checkMaximum(data: Uint8Array, bits: number, maximum: number): Steps {
  const step = sampleSize(bits);
  for (let i = 0; i < data.length; i += step) {
    const value = step === 1 ? data[i]! : (data[i]! << 8) | data[i + 1]!;
    if (value > maximum) throw damaged("PNM", `a sample is ${value}, above ${maximum}`);
    if (i % (1 << 18) === 0) yield;
  }
}

function* readBits(file: Uint8Array, { width, height, end }: PnmHeader): Steps<Samples> {
  const rowBytes = Math.ceil(width / 8);
  const packed = stored(file, end, rowBytes * height);
  const data = new Uint8Array(width * height);
  let to = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      data[to++] = 1 & ~(packed[y * rowBytes + (x >> 3)]! >> (7 - (x & 7)));
    }
    if (y % 64 === 0) yield;
  }
  return { data, end: end + rowBytes * height };
}

function* readFloats(file: Uint8Array, header: PnmHeader): Steps<Samples> {
  const { width, height, channels, maximum: scale, end } = header;
  const rowBytes = 4 * width * channels;
  const rows = stored(file, end, rowBytes * height);
  const data = new Uint8Array(rows.length);
  for (let y = 0; y < height; y++) {
    const row = rows.slice(rowBytes * (height - 1 - y), rowBytes * (height - y));
    if (scale < 0) for (let i = 0; i < row.length; i += 4) row.subarray(i, i + 4).reverse();
    data.set(row, rowBytes * y);
    yield;
  }
  return { data, end: end + rows.length };
}

/** Numbers as text, with white space between; in a PBM single digits, with or without. */
function* readText(file: Uint8Array, header: PnmHeader, bits: number): Steps<Samples> {
  const { kind, width, height, channels, maximum, end } = header;
  const count = width * height * channels;
  // Before memory is taken on the file's word.
  stored(file, end, count);
  const size = sampleSize(bits);
  const data = new Uint8Array(count * size);
  let at = end;
  for (let i = 0; i < count; i++) {
    while (at < file.length && isSpace(file[at]!)) at += 1;
    let value = 0;
    const start = at;
    const most = kind === "1" ? 1 : 6;
    for (; at < file.length && at - start < most && isDigit(file[at]!); at++) {
      value = 10 * value + file[at]! - 0x30;
    }
    if (at === start || value > maximum)
      throw damaged("PNM", "one of its numbers is none, or too large");
    if (kind === "1") value = 1 - value;
    if (size === 2) data[2 * i] = value >> 8;
    data[size * i + size - 1] = value;
    if (i % 16_384 === 0) yield;
  }
  return { data, end: at };
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
