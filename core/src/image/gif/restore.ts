import { inTurns, stepBytes, type Steps } from "../../turns.ts";
import { picturesOf } from "../carried.ts";
import { damaged } from "../damaged.ts";
import { sameDelays, takeFrame } from "../frames.ts";
import type { Image } from "../image.ts";
import { originBytes } from "../origin.ts";
import { delaysOf } from "./animation.ts";
import { packLzw } from "./lzw-pack.ts";
import { interlaced } from "./rows.ts";
import { readStructure, withPixels, type GifFrame } from "./structure.ts";

/**
 * The GIF again: its own blocks, with the pixels compressed anew.
 * @throws NotPixels "broken" where what was kept of it does not fit the samples
 */
export async function restoreGif(
  image: Image,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const kept = originBytes(image, "blocks");
  if (kept === undefined) throw damaged("GIF", "what was kept of it");
  const structure = readStructure(kept, "absent");
  const { width, height, layout, data } = await inTurns(picturesOf(image), signal);
  const { channels, bits, pages, kind } = layout;
  const fits =
    structure.width === width &&
    structure.height === height &&
    structure.frames.length === pages &&
    (channels === 3 || channels === 4) &&
    bits === 8 &&
    kind === "unsigned" &&
    sameDelays(delaysOf(structure), image.metadata.delays);
  if (!fits) throw damaged("GIF", "what was kept of it");
  const pageBytes = data.length / pages;
  const compressed: Uint8Array[] = [];
  for (const [i, frame] of structure.frames.entries()) {
    const page = data.subarray(i * pageBytes, (i + 1) * pageBytes);
    const pixels = await inTurns(takeFrame(page, frame, width, channels), signal);
    const rows = await inTurns(indicesIn(pixels, frame, channels), signal);
    const stored = frame.interlaced ? interlaced(rows, frame.width, frame.height) : rows;
    compressed.push(await inTurns(packLzw(stored, codeSizeOf(frame)), signal));
  }
  return withPixels(kept, structure, compressed);
}

/** As many bits as an index has, and at least two. */
function codeSizeOf({ palette }: GifFrame): number {
  return Math.max(2, Math.ceil(Math.log2(palette.length / 3)));
}

/** The first index that has a pixel's colour. */
function* indicesIn(
  pixels: Uint8Array,
  { palette, transparent }: GifFrame,
  channels: number,
): Steps<Uint8Array> {
  const first = new Map<number, number>();
  for (let index = palette.length / 3 - 1; index >= 0; index--) {
    const alpha = index === transparent ? 0 : 255;
    first.set(key(palette, 3 * index, alpha), index);
  }
  const indices = new Uint8Array(pixels.length / channels);
  for (let i = 0, from = 0; i < indices.length; i++, from += channels) {
    if (i % stepBytes === 0) yield;
    const index = first.get(key(pixels, from, channels === 4 ? pixels[from + 3]! : 255));
    if (index === undefined) throw damaged("GIF", "a pixel has no colour");
    indices[i] = index;
  }
  return indices;
}

function key(bytes: Uint8Array, at: number, alpha: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | alpha) >>> 0;
}
