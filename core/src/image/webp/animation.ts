import { concat } from "../../bytes/arrays.ts";
import { inTurns, stepBytes, type Steps } from "../../turns.ts";
import { ByteReader } from "../byte-reader.ts";
import { carried } from "../carried.ts";
import { damaged } from "../damaged.ts";
import type { DecodeOptions } from "../decode-options.ts";
import { boundedPages, isInside, mostFrames, placeFrame } from "../frames.ts";
import type { Image, Metadata } from "../image.ts";
import { exifOf } from "../libvips/read.ts";
import { keptAsFile } from "../not-pixels.ts";
import { delayOf, writeControl, type FrameControl } from "../png/frame-control.ts";
import { chunkOf, readChunks, type WebpChunk } from "../riff/chunks.ts";
import { decodeStill } from "./decode.ts";

interface WebpFrame {
  readonly control: FrameControl;
  /** A WebP of this picture alone. */
  readonly still: Uint8Array;
}

/** Bits of ANMF's last byte. */
const [cleared, placed] = [1, 2];
/** Of VP8X. */
const hasAlpha = 16;

/**
 * Decodes an animation (RFC 9649, section 2.7.1.1): each frame becomes a page, where it is shown on a
 * screen of zeros, as it is stored and not drawn over what was there before. An animated PNG says all that
 * it says.
 */
export async function decodeAnimation(
  chunks: readonly WebpChunk[],
  options: DecodeOptions,
): Promise<Image> {
  const data = (type: string): Uint8Array | undefined =>
    chunks.find((chunk) => chunk.type === type)?.data;
  const [head, about] = [data("VP8X"), data("ANIM")];
  if (head?.length !== 10 || about?.length !== 6) throw damaged("WebP", "its animation");
  const reader = new ByteReader(head, "WebP", { little: true }, 4);
  const screen = { width: 1 + u24(reader), height: 1 + u24(reader) };
  const frames = chunks.filter(({ type }) => type === "ANMF").map((chunk) => readFrame(chunk.data));
  const [first] = frames;
  if (first === undefined || frames.length > mostFrames) {
    throw damaged("WebP", `it has ${frames.length} frames`);
  }
  if (frames.some(({ control }) => !isInside(control, screen))) {
    throw damaged("WebP", "a frame lies outside of it");
  }
  const bounds = { ...screen, channels: 4, bits: 8 };
  const pixels = new Uint8Array(
    boundedPages(bounds, frames.length, "an animated WebP image", options),
  );
  const pageBytes = pixels.length / frames.length;
  let decoder: string | undefined;
  let opaque = true;
  for (const [i, { control, still }] of frames.entries()) {
    const image = await decodeStill(still, options);
    if (image.width !== control.width || image.height !== control.height) {
      throw damaged("WebP", "a frame has another size than it says");
    }
    decoder = image.metadata.origin?.decoder ?? decoder;
    opaque &&= image.colour === "rgb" && image.width * image.height * 4 === pageBytes;
    const rgba = await inTurns(withAlpha(image), options.signal);
    const page = pixels.subarray(i * pageBytes, (i + 1) * pageBytes);
    await inTurns(placeFrame(rgba, control, page, screen.width, 4), options.signal);
  }
  const samples = opaque ? await inTurns(withoutAlpha(pixels), options.signal) : pixels;
  // The first frame of an animated PNG fills its screen, which is empty where this one does not.
  const controls = frames.map(({ control }, i) =>
    i === 0 ? { ...control, left: 0, top: 0, ...screen } : control,
  );
  const plays = new ByteReader(about, "WebP", { little: true }, 4).u16();
  const channels = opaque ? 3 : 4;
  const layout = { channels, bits: 8, kind: "unsigned", pages: frames.length } as const;
  const origin = {
    format: "webp",
    ...(decoder !== undefined && { decoder }),
    fields: { plays, frames: concat(controls.map(writeControl)) },
  };
  const [icc, described, xmp] = [data("ICCP"), data("EXIF"), data("XMP ")];
  const exif = described && exifOf(described, false);
  const metadata: Metadata = {
    ...(icc && { icc: icc.slice() }),
    ...(exif && { exif }),
    ...(xmp && { xmp: xmp.slice() }),
    delays: controls.map(delayOf),
  };
  const pictures = { ...screen, layout, data: samples };
  return await inTurns(carried(pictures, origin, { metadata }), options.signal);
}

function readFrame(data: Uint8Array): WebpFrame {
  const reader = new ByteReader(data, "WebP", { little: true });
  const [left, top] = [2 * u24(reader), 2 * u24(reader)];
  const [width, height] = [1 + u24(reader), 1 + u24(reader)];
  const delay = fraction(u24(reader));
  const flags = reader.u8();
  const parts = readChunks(reader.bytes(reader.left));
  const picture = parts.find(({ type }) => type === "VP8 " || type === "VP8L");
  const alpha = parts.find(({ type }) => type === "ALPH");
  if (picture === undefined) throw damaged("WebP", "a frame has no picture");
  const control: FrameControl = {
    left,
    top,
    width,
    height,
    delay,
    dispose: flags & cleared,
    blend: (flags & placed) === 0 ? 1 : 0,
  };
  return { control, still: stillOf({ width, height }, picture, alpha) };
}

/** Milliseconds as what 16 bits can say over 16 bits. */
function fraction(milliseconds: number): readonly [number, number] {
  const unit = [1000, 100, 10, 1].find(
    (parts) => milliseconds % (1000 / parts) === 0 && (milliseconds * parts) / 1000 < 65_536,
  );
  if (unit === undefined) {
    throw keptAsFile(
      `an animated WebP image with a frame of ${milliseconds / 1000} s`,
      "frames that an animated PNG can show as long",
    );
  }
  return [(milliseconds * unit) / 1000, unit];
}

function stillOf(
  { width, height }: { readonly width: number; readonly height: number },
  picture: WebpChunk,
  alpha: WebpChunk | undefined,
): Uint8Array {
  const parts = [picture];
  if (alpha !== undefined && picture.type === "VP8 ") {
    const head = new Uint8Array(10);
    const view = new DataView(head.buffer);
    head[0] = hasAlpha;
    view.setUint32(4, width - 1, true);
    // Three bytes each.
    view.setUint16(7, (height - 1) & 0xffff, true);
    view.setUint8(9, (height - 1) >> 16);
    parts.unshift({ type: "VP8X", data: head }, alpha);
  }
  const content = concat([Uint8Array.of(0x57, 0x45, 0x42, 0x50), ...parts.map(chunkOf)]);
  return chunkOf({ type: "RIFF", data: content });
}

function u24(reader: ByteReader): number {
  return reader.u16() + 65_536 * reader.u8();
}

function* withAlpha({ data, channels }: Image): Steps<Uint8Array> {
  if (channels === 4) return data;
  const result = new Uint8Array((data.length / 3) * 4).fill(255);
  for (let from = 0, to = 0; from < data.length; from += 3, to += 4) {
    if (from % (3 * stepBytes) === 0) yield;
    for (let c = 0; c < 3; c++) result[to + c] = data[from + c]!;
  }
  return result;
}

function* withoutAlpha(data: Uint8Array): Steps<Uint8Array> {
  const result = new Uint8Array((data.length / 4) * 3);
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    if (from % (4 * stepBytes) === 0) yield;
    for (let c = 0; c < 3; c++) result[to + c] = data[from + c]!;
  }
  return result;
}
