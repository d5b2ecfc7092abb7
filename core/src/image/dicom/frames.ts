import { stopIfAborted } from "../../abort.ts";
import { concat } from "../../bytes/arrays.ts";
import { pause } from "../../turns.ts";
import { ByteReader } from "../byte-reader.ts";
import { sampleSize } from "../carried.ts";
import { damaged } from "../damaged.ts";
import type { DecodeOptions } from "../decode-options.ts";
import type { DecodedFrame } from "../decoded-frame.ts";
import type { OpenJpeg } from "../jpeg2000/codestream.ts";
import type { CharLs } from "../jpegls/frame.ts";
import { merge, settle, tailOf, type Leftover } from "../leftover.ts";
import { keptAsFile } from "../not-pixels.ts";
import {
  encapsulatedSyntaxes as syntaxes,
  fewerSamples,
  hasFewerSamples,
  type DicomImage,
} from "./data-set.ts";
import type { DicomSamples } from "./native.ts";
import { decodeRle } from "./rle.ts";
import { longVrs } from "./walk.ts";

/** A frame's samples, and what its code says beside them. */
interface Decoded extends DecodedFrame {
  readonly decoder?: string;
  readonly rgb?: boolean;
  /** What is not told of yet. */
  readonly leftovers?: readonly Leftover[];
}

/** Codecs that have decoded frames of the same file. */
interface Codecs {
  charLs?: CharLs;
  openJpeg?: OpenJpeg;
}

type Decoder = (
  frame: Uint8Array,
  image: DicomImage,
  options: DecodeOptions,
  codecs: Codecs,
) => Promise<Decoded>;

const decoders: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ...each(syntaxes.rle, async (frame, image) => decodeRle(frame, image)),
  ...each(syntaxes.jpegLs, async (bytes, _, options, codecs) => {
    const frame = even(bytes);
    const { decodeJpegLsFrame, loadCharLs } = await import("../jpegls/frame.ts");
    const { jpegLsLeftovers } = await import("../jpegls/leftovers.ts");
    const decoded = await decodeJpegLsFrame(frame, options, (codecs.charLs ??= await loadCharLs()));
    return { ...decoded, leftovers: jpegLsLeftovers(frame) };
  }),
  ...each(syntaxes.jpeg2000, async (bytes, { photometric }, options, codecs) => {
    const frame = even(bytes);
    const { decodeCodestream, loadOpenJpeg, openJpeg } = await import("../jpeg2000/codestream.ts");
    const { codestreamLeftovers } = await import("../jpeg2000/leftovers.ts");
    // First: it bounds what the decoder has to do.
    const leftovers = codestreamLeftovers(frame);
    const decoded = await decodeCodestream(
      frame,
      options,
      (codecs.openJpeg ??= await loadOpenJpeg()),
    );
    const rgb = photometric.startsWith("YBR_RCT") || photometric.startsWith("YBR_ICT");
    return { ...decoded, leftovers, rgb, ...(!decoded.reversible && { decoder: openJpeg }) };
  }),
  ...each(syntaxes.jpeg, async (frame, { photometric }, options) => {
    // Whether such a JPEG's components are colours or their differences, decoders guess.
    if (photometric === "RGB") {
      throw keptAsFile("a DICOM file with a JPEG of RGB inside", "one of YBR");
    }
    const { decodeJpeg } = await import("../jpeg/decode.ts");
    const { metadataLeftovers } = await import("../jpeg/metadata.ts");
    const { metadata, ...decoded } = await decodeJpeg(even(frame), options);
    const leftovers = metadataLeftovers(metadata);
    return { ...decoded, signed: false, leftovers, rgb: decoded.channels === 3 };
  }),
  ...each(syntaxes.jpegLossless, async (frame, _, options) => {
    const { decodeLossless } = await import("../jpeg/lossless/decode.ts");
    const { metadataLeftovers } = await import("../jpeg/metadata.ts");
    const { readParts } = await import("../jpeg/segments.ts");
    const { metadata, ...decoded } = await decodeLossless(readParts(even(frame)), options);
    return { ...decoded, leftovers: metadataLeftovers(metadata) };
  }),
]);

function each(ids: readonly string[], decoder: Decoder): [string, Decoder][] {
  return ids.map((id) => [id, decoder]);
}

/** A fragment without the zero that makes its length even, where it has one behind an end marker. */
function even(frame: Uint8Array): Uint8Array {
  const padded = frame.at(-1) === 0 && frame.at(-2) === 0xd9 && frame.at(-3) === 0xff;
  return padded ? frame.subarray(0, -1) : frame;
}

// Frames have the same few; others are there to fill memory.
const mostLeftovers = 1 << 10;

/**
 * Decodes the frames of compressed pixel data.
 * @param length bytes of all samples
 */
export async function decodeFrames(
  file: Uint8Array,
  image: DicomImage,
  length: number,
  options: DecodeOptions,
): Promise<DicomSamples> {
  const { columns, rows, samples, allocated, stored, signed, syntax, photometric } = image;
  const decode = decoders.get(syntax)!;
  const { frames, end, leftovers: more } = fragmentsOf(file, image);
  const data = new Uint8Array(length);
  const size = sampleSize(allocated);
  let leftovers = more;
  let decoder: string | undefined;
  let rgb = false;
  let most = 0;
  const codecs: Codecs = {};
  for (const [i, bytes] of frames.entries()) {
    await pause();
    stopIfAborted(options.signal);
    const frame = await decode(bytes, image, options, codecs);
    const { width, height, channels, bits } = frame;
    if (width !== columns || height !== rows || channels !== samples || bits > allocated) {
      throw damaged("DICOM", "a frame has another shape than its elements say");
    }
    const from = bits > 8 ? 2 : 1;
    const start = (i * length) / frames.length;
    widen(frame.data, from, data.subarray(start, start + length / frames.length), size, {
      // What codecs do not say, elements do; where all bits are there, none is made up.
      signed: signed && bits < allocated,
      bits: Math.min(bits, stored),
    });
    decoder ??= frame.decoder;
    rgb ||= frame.rgb === true;
    most = Math.max(most, bits);
    leftovers = merge([...leftovers, ...(frame.leftovers ?? [])]);
    if (leftovers.length > mostLeftovers) {
      throw keptAsFile(
        `a DICOM file with more than ${mostLeftovers} things beside its samples`,
        "fewer",
      );
    }
  }
  settle("DICOM file", leftovers, options);
  // Samples are all there now, and nothing would say so.
  if (!rgb && hasFewerSamples(photometric)) throw fewerSamples();
  // Two letters more, so that their number stays even.
  return { data, end, decoder, bits: most, photometric: rgb ? "RGB " : undefined };
}

/** Puts samples of `from` bytes where they take `to`, with their sign in all higher bits. */
function widen(
  data: Uint8Array,
  from: number,
  into: Uint8Array,
  to: number,
  { signed, bits }: { readonly signed: boolean; readonly bits: number },
): void {
  const count = data.length / from;
  const sign = 2 ** (bits - 1);
  const view = new DataView(into.buffer, into.byteOffset, into.byteLength);
  for (let i = 0; i < count; i++) {
    let value = from === 1 ? data[i]! : (data[2 * i]! << 8) | data[2 * i + 1]!;
    if (signed && (value & sign) !== 0) value |= -1 << bits;
    if (to === 1) into[i] = value;
    else if (to === 2) view.setUint16(2 * i, value);
    else view.setUint32(4 * i, value);
  }
}

interface Fragments {
  readonly frames: readonly Uint8Array[];
  /** What stands in the table of offsets behind them. */
  readonly leftovers: readonly Leftover[];
  /** Behind the item that ends them. */
  readonly end: number;
}

const item = 0xe000fffe;
const sequenceEnd = 0xe0ddfffe;

/** The items of the pixel data (PS3.5, A.4): a table of offsets, then fragments, then one that ends them. */
function fragmentsOf(file: Uint8Array, { element, frames: count }: DicomImage): Fragments {
  // Others have a head of eight bytes, or an end of their own.
  if (element.hadUndefinedLength !== true || !longVrs.has(element.vr ?? "")) {
    throw damaged("DICOM", "its pixels are not compressed as it says");
  }
  const reader = new ByteReader(file, "DICOM", { little: true }, element.dataOffset);
  const items: { readonly offset: number; readonly bytes: Uint8Array }[] = [];
  let first = 0;
  for (;;) {
    const start = reader.at;
    const tag = reader.u32();
    const bytes = reader.bytes(reader.u32());
    if (tag === sequenceEnd) {
      if (bytes.length > 0) throw damaged("DICOM", "the end of its compressed pixels");
      break;
    }
    if (tag !== item) throw damaged("DICOM", "its compressed pixels");
    // Offsets count from behind the table.
    if (items.length === 0) first = reader.at;
    items.push({ offset: start - first, bytes });
  }
  const [table, ...fragments] = items;
  if (table === undefined || fragments.length === 0)
    throw damaged("DICOM", "its pixels are missing");
  const parts = fragments.map(({ bytes }) => bytes);
  const beside = tailOf(table.bytes.subarray(4 * count), "its offsets");
  const about = { end: reader.at, leftovers: beside };
  if (count === 1) return { frames: [concat(parts)], ...about };
  if (parts.length === count) return { frames: parts, ...about };
  // Several fragments a frame: the table has the offset of each frame's first, or they tell it themselves.
  const starts = offsetsOf(table.bytes);
  const places = new Map(fragments.map(({ offset }, i) => [offset, i]));
  const firsts =
    starts.length > 0 ? starts.map((start) => places.get(start) ?? -1) : beginnings(parts);
  const rising = firsts.every((place, i) => (i === 0 ? place === 0 : place > firsts[i - 1]!));
  if (firsts.length !== count || !rising) {
    throw keptAsFile("a DICOM file that does not say where its frames begin", "a table of them");
  }
  return { frames: firsts.map((place, i) => concat(parts.slice(place, firsts[i + 1]))), ...about };
}

/** The fragments that begin as a JPEG does (SOI): inside of its samples there is no such mark. */
function beginnings(parts: readonly Uint8Array[]): number[] {
  return [...parts.keys()].filter((i) => {
    const [first, second, third] = parts[i]!;
    return first === 0xff && second === 0xd8 && third === 0xff;
  });
}

function offsetsOf(table: Uint8Array): number[] {
  const reader = new ByteReader(table, "DICOM", { little: true });
  return Array.from({ length: Math.floor(table.length / 4) }, () => reader.u32());
}
