import { concat } from "../../bytes/arrays.ts";
import { inTurns } from "../../turns.ts";
import { damaged } from "../damaged.ts";
import type { DecodeOptions } from "../decode-options.ts";
import type { Image } from "../image.ts";
import { settle, tailOf } from "../leftover.ts";
import { boundedSize } from "../limits.ts";
import { imageOfPalette } from "../palette-image.ts";
import { decodeAnimation } from "./animation.ts";
import { unpackLzw } from "./lzw.ts";
import { gifMetadata } from "./metadata.ts";
import { inOrder } from "./rows.ts";
import { contentOf, readStructure, type GifFrame } from "./structure.ts";

/** A code of 12 bits stands for a string of at most 4096 indices. */
const mostPixelsAByte = 4096;

/**
 * Decodes a GIF. One picture that fills the screen becomes RGB, or RGBA where an index is transparent, and
 * its palette is kept; of others each picture becomes a page of the screen's size.
 */
export async function decodeGif(file: Uint8Array, options: DecodeOptions = {}): Promise<Image> {
  const structure = readStructure(file, "there");
  const { width, height, frames, end } = structure;
  const tail = tailOf(file.subarray(end), "its end");
  const [frame] = frames as [GifFrame];
  if (frames.length > 1 || frame.width !== width || frame.height !== height) {
    settle("GIF", tail, options);
    return await decodeAnimation(file, structure, options);
  }
  const { palette, transparent } = frame;
  boundedSize({ width, height, channels: transparent === undefined ? 3 : 4, bits: 8 }, options);
  const { metadata, leftovers } = gifMetadata(file, structure);
  settle("GIF", [...leftovers, ...tail], options);
  const indices = indicesOf(file, frame);
  const colours = palette.length / 3;
  const depth = ([1, 2, 4, 8] as const).find((bits) => 2 ** bits >= colours)!;
  const transparency = alphaOf(transparent, colours);
  const about = { ...metadata, origin: { format: "gif" } };
  const pixels = { width, height, depth, indices, palette, transparency };
  return await inTurns(imageOfPalette(pixels, about), options.signal);
}

/** The index of every pixel of a frame, row by row. */
export function indicesOf(file: Uint8Array, frame: GifFrame): Uint8Array {
  const { width, height, palette, start, end } = frame;
  const compressed = concat(contentOf(file, start + 1, end));
  if (width * height > compressed.length * mostPixelsAByte) {
    throw damaged("GIF", "some of its pixels are missing");
  }
  const stored = unpackLzw(compressed, file[start]!, width * height);
  const colours = palette.length / 3;
  if (stored.some((index) => index >= colours)) throw damaged("GIF", "a pixel has no colour");
  return frame.interlaced ? inOrder(stored, width, height) : stored;
}

/** tRNS up to the transparent index. */
function alphaOf(index: number | undefined, colours: number): Uint8Array | undefined {
  if (index === undefined || index >= colours) return undefined;
  return new Uint8Array(index + 1).fill(255).with(index, 0);
}
