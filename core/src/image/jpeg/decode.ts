import { jpegDecoder } from "#jpeg-decoder";
import { abandonable } from "../../abort.ts";
import { NeuroveilError } from "../../errors.ts";
import { damaged } from "../damaged.ts";
import type { DecodeOptions } from "../decode-options.ts";
import type { ColourModel, Image } from "../image.ts";
import { checkAmount, checkBlocks } from "./check.ts";
import { otherJpeg } from "./frame-header.ts";
import { readFrame, type JpegFrame } from "./frame.ts";
import { isLossless, readLosslessFrame } from "./lossless/frame.ts";
import { readContent } from "./metadata.ts";
import { readParts, type JpegParts, type Segment } from "./segments.ts";
import { settle } from "../leftover.ts";
import { fetchPages } from "../../bytes/shared-memory.ts";
import { inTurns } from "../../turns.ts";
import { boundedSize } from "../limits.ts";

/** Colour models by components. */
const models: Readonly<Record<number, ColourModel>> = { 1: "gray", 3: "rgb", 4: "cmyk" };

/**
 * Decodes a baseline, extended or progressive 8-bit JPEG to gray, RGB or CMYK: not rotated, colours
 * as stored, Adobe's inversion of CMYK undone; a lossless one to gray or RGB.
 * @throws NeuroveilError "broken", "unsupported" (12-bit, arithmetic-coded, hierarchical…) or "limit"
 */
export async function decodeJpeg(file: Uint8Array, options: DecodeOptions = {}): Promise<Image> {
  const parts = readParts(file);
  const { segments, tail } = parts;
  if (isLossless(segments)) return await decodeStored(parts, options);
  const frame = readFrame(segments);
  const { width, height } = frame;
  const channels = frame.components.length;
  const size = boundedSize({ width, height, channels, bits: 8 }, options);
  checkAmount(segments, frame);
  const colour = models[channels]!;
  const { metadata, leftovers } = readContent(parts, colour === "cmyk");
  settle("JPEG", leftovers, options);

  // Without what follows: where that is a gain map, libvips prints complaints about it on standard output.
  const picture = file.subarray(0, file.length - tail.length);
  const data = await decodeSamples(picture, segments, frame, {
    room: () => options.room?.(size),
    signal: options.signal,
  });
  return { width, height, channels, bits: 8, colour, data, metadata };
}

/**
 * The samples of a JPEG of which {@link checkAmount} has no complaint, interleaved.
 * @param room memory for them, where there is some
 * @throws NeuroveilError "broken" or "unsupported"
 */
export async function decodeSamples(
  file: Uint8Array,
  segments: readonly Segment[],
  frame: JpegFrame,
  {
    room: memory,
    signal,
  }: {
    readonly room?: () => Uint8Array | undefined;
    readonly signal?: AbortSignal | undefined;
  } = {},
): Promise<Uint8Array> {
  await jpegDecoder.load();
  // Begun first: where it runs on a thread of its own, what is done meanwhile costs no time.
  let room: Uint8Array | undefined;
  const decoding = jpegDecoder
    .decode(file, segments, frame, () => (room = memory?.()))
    .catch((error: unknown) => {
      if (error instanceof NeuroveilError) throw error;
      throw damaged("JPEG", "its image data is damaged or incomplete", error);
    });
  decoding.catch(() => undefined);
  await nextTurn();
  if (room !== undefined) await inTurns(fetchPages(room), signal);
  // Before the decoder, which says less about what is missing.
  await inTurns(checkBlocks(segments, frame), signal);
  const data = await abandonable(decoding, signal);
  if (data.length !== frame.width * frame.height * frame.components.length) {
    throw damaged("JPEG", "its image data is damaged or incomplete");
  }
  return data;
}

/** @throws NeuroveilError "unsupported" where its samples are no gray or RGB as they are stored */
async function decodeStored(parts: JpegParts, options: DecodeOptions): Promise<Image> {
  const { colours: colour } = readLosslessFrame(parts.segments);
  if (colour !== "gray" && colour !== "rgb") throw otherJpeg("lossless samples of other colours");
  const { decodeLossless } = await import("./lossless/decode.ts");
  const { signed: _, ...image } = await decodeLossless(parts, options);
  return { ...image, colour };
}

/** Lets what was begun get under way. */
async function nextTurn(): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
