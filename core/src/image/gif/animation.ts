import { stepBytes, inTurns, type Steps } from "../../turns.ts";
import { carried } from "../carried.ts";
import { damaged } from "../damaged.ts";
import type { DecodeOptions } from "../decode-options.ts";
import { boundedPages, placeFrame } from "../frames.ts";
import type { Image } from "../image.ts";
import { indicesOf } from "./decode.ts";
import { withoutPixels, type GifFrame, type GifStructure } from "./structure.ts";

/** A record holds no more; who writes so much beside pixels hides something else. */
const mostKept = 2 ** 27;

/**
 * The pictures of a GIF as pages: each where it is shown on a screen of zeros, as it is stored and not
 * drawn over what was there before. All of the file but the pixels is kept, so that it is made again.
 */
export async function decodeAnimation(
  file: Uint8Array,
  structure: GifStructure,
  options: DecodeOptions,
): Promise<Image> {
  const { width, height, frames } = structure;
  const channels = frames.every((frame) => isOpaque(frame, structure)) ? 3 : 4;
  const screen = { width, height, channels, bits: 8 };
  const data = new Uint8Array(boundedPages(screen, frames.length, "an animated GIF", options));
  const pageBytes = data.length / frames.length;
  for (const [i, frame] of frames.entries()) {
    const page = data.subarray(i * pageBytes, (i + 1) * pageBytes);
    const pixels = await inTurns(colour(indicesOf(file, frame), frame, channels), options.signal);
    await inTurns(placeFrame(pixels, frame, page, width, channels), options.signal);
  }
  const kept = withoutPixels(file, structure);
  if (kept.length > mostKept) throw damaged("GIF", "most of it is no picture");
  const layout = { channels, bits: 8, kind: "unsigned", pages: frames.length } as const;
  const metadata = { delays: delaysOf(structure) };
  const origin = { format: "gif", fields: { blocks: kept } };
  return await inTurns(carried({ width, height, layout, data }, origin, { metadata }));
}

/** How long each picture is shown, in microseconds. */
export function delaysOf({ frames }: GifStructure): number[] {
  return frames.map(({ delay }) => delay * 10_000);
}

function isOpaque(frame: GifFrame, { width, height }: GifStructure): boolean {
  return frame.transparent === undefined && frame.width === width && frame.height === height;
}

function* colour(indices: Uint8Array, frame: GifFrame, channels: 3 | 4): Steps<Uint8Array> {
  const { palette, transparent } = frame;
  const pixels = new Uint8Array(indices.length * channels);
  for (let i = 0, to = 0; i < indices.length; i++, to += channels) {
    if (i % stepBytes === 0) yield;
    const index = indices[i]!;
    for (let c = 0; c < 3; c++) pixels[to + c] = palette[3 * index + c]!;
    if (channels === 4) pixels[to + 3] = index === transparent ? 0 : 255;
  }
  return pixels;
}
