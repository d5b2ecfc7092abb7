import { codecs } from "#codecs";
import { NeuroveilError } from "../errors.ts";
import { damaged } from "./damaged.ts";
import type { ColourModel, Image } from "./image.ts";
import { checkAmount, checkBlocks } from "./jpeg-check.ts";
import { readFrame } from "./jpeg-frame.ts";
import { readMetadata } from "./jpeg-metadata.ts";
import { readSegments } from "./jpeg-segments.ts";
import { fetchPages } from "../threads/shared-memory.ts";
import { inTurns } from "../threads/turns.ts";
import { boundedSize, type Limits } from "./limits.ts";

/** Colour models by components. */
const models: Readonly<Record<number, ColourModel>> = { 1: "gray", 3: "rgb", 4: "cmyk" };

/**
 * Decodes a baseline, extended or progressive 8-bit JPEG to gray, RGB or CMYK: not rotated, colours
 * as stored, Adobe's inversion of CMYK undone.
 * @throws NeuroveilError "broken", "unsupported" (12-bit, arithmetic-coded, lossless…) or "limit"
 */
export async function decodeJpeg(file: Uint8Array, limits: Limits = {}): Promise<Image> {
  const segments = readSegments(file);
  const frame = readFrame(segments);
  const { width, height } = frame;
  const channels = frame.components.length;
  const size = boundedSize({ width, height, channels, bits: 8 }, limits);
  checkAmount(segments, frame);

  await codecs.loadJpeg();
  // Begun first: where it runs on a thread of its own, what is done meanwhile costs no time.
  const room = limits.room?.(size);
  const decoding = codecs.decodeJpeg(file, segments, frame, room).catch((error: unknown) => {
    if (error instanceof NeuroveilError) throw error;
    throw damaged("JPEG", "its image data is damaged or incomplete", error);
  });
  decoding.catch(() => undefined);
  await nextTurn();
  if (room !== undefined) await inTurns(fetchPages(room), limits.signal);
  // Before the decoder, which says less about what is missing.
  await inTurns(checkBlocks(segments, frame), limits.signal);
  const data = await decoding;
  if (data.length !== size) throw damaged("JPEG", "its image data is damaged or incomplete");
  const colour = models[channels]!;
  return { width, height, channels, bits: 8, colour, data, metadata: readMetadata(segments) };
}

/** Lets what was begun get under way. */
async function nextTurn(): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
