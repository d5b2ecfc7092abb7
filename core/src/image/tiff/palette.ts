import { inTurns } from "../../turns.ts";
import type { DecodeOptions } from "../decode-options.ts";
import type { Image, Metadata } from "../image.ts";
import { boundedSize } from "../limits.ts";
import { imageOfPalette } from "../palette-image.ts";
import { damaged } from "../damaged.ts";
import type { TiffDirectory } from "./directory.ts";
import { sampleSize } from "../carried.ts";
import type { KeptTag } from "./kept-tags.ts";
import { tags, types } from "./tags.ts";

interface Indices {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  /** One byte each. */
  readonly data: Uint8Array;
}

/**
 * RGB of a TIFF with a colour map, where that has 8 bits a colour: colours of 16 bits that are those of 8
 * twice, or all below 256, as old writers have them. Others stay indices.
 */
export async function expandColourMap(
  { width, height, bits, data }: Indices,
  directory: TiffDirectory,
  metadata: Metadata,
  options: DecodeOptions,
): Promise<Image | undefined> {
  const depth = ([1, 2, 4, 8] as const).find((known) => known === bits);
  if (depth === undefined) return undefined;
  const count = 2 ** depth;
  const map = readColours(directory, count);
  const small = map.every((value) => value < 256);
  if (!small && map.some((value) => value % 257 !== 0)) return undefined;
  boundedSize({ width, height, channels: 3, bits: 8 }, options);
  const palette = new Uint8Array(3 * count);
  for (let i = 0; i < count; i++) {
    for (const channel of [0, 1, 2]) {
      const value = map[channel * count + i]!;
      palette[3 * i + channel] = small ? value : value / 257;
    }
  }
  const about = { ...metadata, origin: { format: "tiff" } };
  const pixels = { width, height, depth, indices: data, palette };
  return await inTurns(imageOfPalette(pixels, about), options.signal);
}

/** The colour map of indices of a depth, with entries for all indices of the depth that is stored. */
export function colourMap(directory: TiffDirectory, bits: number): KeptTag {
  const count = 2 ** bits;
  if (bits > 16) throw damaged("TIFF", "its colours are missing");
  const map = readColours(directory, count);
  const all = 2 ** (8 * sampleSize(bits));
  const values = new DataView(new ArrayBuffer(6 * all));
  for (const [i, value] of map.entries()) {
    values.setUint16(2 * (Math.floor(i / count) * all + (i % count)), value);
  }
  const bytes = new Uint8Array(values.buffer);
  return { tag: tags.colourMap, type: types.short, count: 3 * all, values: bytes };
}

/** Reds, greens and blues of so many colours, 0 to 65,535. */
function readColours(directory: TiffDirectory, count: number): number[] {
  if (directory.count(tags.colourMap) < 3 * count) throw damaged("TIFF", "its colours are missing");
  const map = directory.integers(tags.colourMap, 3 * count);
  if (map.some((value) => value >= 2 ** 16)) throw damaged("TIFF", "its colours are too large");
  return map;
}
