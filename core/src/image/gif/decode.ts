import { inTurns } from "../../turns.ts";
import { damaged } from "../damaged.ts";
import type { DecodeOptions } from "../decode-options.ts";
import type { Image } from "../image.ts";
import { settle } from "../leftover.ts";
import { boundedSize } from "../limits.ts";
import { imageOfPalette } from "../palette-image.ts";
import { readGif } from "./blocks.ts";
import { unpackLzw } from "./lzw.ts";

/** Rows of an interlaced GIF come in four passes: where each begins, and how far its rows are apart. */
const passes = [
  [0, 8],
  [4, 8],
  [2, 4],
  [1, 2],
] as const;

/** A code of 12 bits stands for a string of at most 4096 indices. */
const mostPixelsAByte = 4096;

/** Decodes a GIF of one picture to RGB, or RGBA where an index is transparent; its palette is kept. */
export async function decodeGif(file: Uint8Array, options: DecodeOptions = {}): Promise<Image> {
  const {
    width,
    height,
    interlaced,
    palette,
    transparent,
    codeSize,
    compressed,
    metadata,
    leftovers,
  } = readGif(file);
  boundedSize({ width, height, channels: transparent === undefined ? 3 : 4, bits: 8 }, options);
  if (width * height > compressed.length * mostPixelsAByte) {
    throw damaged("GIF", "some of its pixels are missing");
  }
  settle("GIF", leftovers, options);
  const stored = unpackLzw(compressed, codeSize, width * height);
  const colours = palette.length / 3;
  if (stored.some((index) => index >= colours)) throw damaged("GIF", "a pixel has no colour");
  const indices = interlaced ? inOrder(stored, width, height) : stored;
  const depth = ([1, 2, 4, 8] as const).find((bits) => 2 ** bits >= colours)!;
  const transparency = alphaOf(transparent, colours);
  const about = { ...metadata, origin: { format: "gif" } };
  const pixels = { width, height, depth, indices, palette, transparency };
  return await inTurns(imageOfPalette(pixels, about), options.signal);
}

/** tRNS up to the transparent index. */
function alphaOf(index: number | undefined, colours: number): Uint8Array | undefined {
  if (index === undefined || index >= colours) return undefined;
  return new Uint8Array(index + 1).fill(255).with(index, 0);
}

function inOrder(stored: Uint8Array, width: number, height: number): Uint8Array {
  const result = new Uint8Array(stored.length);
  let from = 0;
  for (const [start, step] of passes) {
    for (let y = start; y < height; y += step, from += width) {
      result.set(stored.subarray(from, from + width), y * width);
    }
  }
  return result;
}
