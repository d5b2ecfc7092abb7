import { codecs } from "#codecs";
import { abandonable } from "../../abort.ts";
import { inTurns, type Steps } from "../../turns.ts";
import { TooLong } from "../codecs.ts";
import { concat } from "../../bytes/arrays.ts";
import { damaged } from "../damaged.ts";
import type { DecodeOptions } from "../decode-options.ts";
import type { ColourModel, Image, Metadata, PngChunk, PngOrigin } from "../image.ts";
import { settle, tailOf } from "../leftover.ts";
import { boundedSize } from "../limits.ts";
import { behindEnd, chunkSteps } from "./chunks.ts";
import { readHeader, storedSamples, type PngHeader } from "./header.ts";
import { readField } from "./metadata.ts";
import { expandPalette, type Expanded } from "./palette.ts";
import { filteredSize, passesOf } from "./passes.ts";
import { restoreSamples } from "./samples.ts";
import { sortChunks } from "./structure.ts";
import { addAlpha } from "./transparency.ts";

/** Colour models by samples a pixel. */
const models: readonly ColourModel[] = ["gray", "gray-alpha", "rgb", "rgba"];

/**
 * Decodes a still PNG: every sample as stored, palettes expanded, tRNS as an alpha channel, and in
 * `metadata.png` what it takes to write the same PNG again.
 * @throws NeuroveilError "broken", "unsupported" (an unknown critical chunk), "limit" or "aborted"
 */
export async function decodePng(file: Uint8Array, options: DecodeOptions = {}): Promise<Image> {
  const { signal } = options;
  const chunks = await inTurns(chunkSteps(file), signal);
  const header = readHeader(chunks[0]!.data);
  const { palette, transparency, others, leftovers } = sortChunks(chunks, header);
  const shape = pixelShape(header, transparency);
  const { width, height } = header;
  boundedSize({ width, height, ...shape }, options);
  const parts = chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data);
  const { filtered, rest } = await abandonable(expandData(parts, header), signal);
  leftovers.push(
    ...tailOf(rest, "its compressed pixels (IDAT)"),
    ...tailOf(chunks.at(-1)!.data, "its chunks, in IEND"),
    ...tailOf(behindEnd(file, chunks), "its end (IEND)"),
  );
  settle("PNG", leftovers, options);
  const stored = await inTurns(restoreSamples(header, filtered), signal);
  const { metadata, verbatim } = await readMetadata(others);
  const origin = originOf(header, palette, transparency, verbatim);
  const { data, indices } = await inTurns(
    colourSteps(header, stored, palette, transparency),
    signal,
  );
  const png = indices === undefined ? origin : { ...origin, indices };
  return { width, height, ...shape, data, metadata: { ...metadata, png } };
}

/** What pixels are, with the palette expanded and tRNS as alpha. */
export function pixelShape(
  { colourType, depth }: PngHeader,
  transparency: Uint8Array | undefined,
): Pick<Image, "channels" | "bits" | "colour"> {
  const stored = colourType === 3 ? 3 : storedSamples(colourType);
  const channels = stored + (transparency === undefined ? 0 : 1);
  return { channels, bits: colourType === 3 ? 8 : depth, colour: models[channels - 1]! };
}

/** What makes the same PNG of pixels again. */
export function originOf(
  { colourType, depth, interlaced }: PngHeader,
  palette: Uint8Array | undefined,
  transparency: Uint8Array | undefined,
  chunks: readonly PngChunk[],
): PngOrigin {
  return {
    colourType,
    depth,
    interlaced,
    ...(palette && { palette: palette.slice() }),
    ...(transparency && { transparency: transparency.slice() }),
    ...(chunks.length > 0 && { chunks }),
  };
}

/** Samples as {@link pixelShape} says, of those that are stored. */
export function* colourSteps(
  { colourType, depth }: PngHeader,
  stored: Uint8Array,
  palette: Uint8Array | undefined,
  transparency: Uint8Array | undefined,
): Steps<Expanded> {
  if (colourType === 3) return yield* expandPalette(stored, palette!, transparency);
  if (transparency === undefined) return { data: stored };
  return { data: yield* addAlpha(stored, transparency, depth) };
}

/** Inflates what stands in IDAT to exactly the bytes that the header asks for; `rest` is what stands behind them. */
export async function expandData(
  parts: readonly Uint8Array[],
  header: PngHeader,
): Promise<{ readonly filtered: Uint8Array; readonly rest: Uint8Array }> {
  const compressed = parts.length === 1 ? parts[0]! : concat(parts);
  const size = filteredSize(passesOf(header));
  // Deflate spends at least two bits on 258 bytes; checked before memory is taken on the header's word.
  const { width, height } = header;
  const tooShort = `its data is too short for ${width} x ${height} pixels`;
  if (size > compressed.length * 1032) throw damaged("PNG", tooShort);
  let filtered;
  let rest = 0;
  try {
    filtered = await codecs.inflate(compressed, size, (bytes) => (rest = bytes));
  } catch (error) {
    const problem =
      error instanceof TooLong
        ? `its data is too long for ${width} x ${height} pixels`
        : "its compressed data is damaged or incomplete";
    throw damaged("PNG", problem, error);
  }
  if (filtered.length < size) throw damaged("PNG", tooShort);
  return { filtered, rest: compressed.subarray(compressed.length - rest) };
}

/** Reads the first chunk of each kind that has fields; all others stay verbatim. */
export async function readMetadata(
  others: readonly PngChunk[],
): Promise<{ metadata: Metadata; verbatim: PngChunk[] }> {
  const metadata: Metadata = {};
  const verbatim: PngChunk[] = [];
  const seen = new Set<string>();
  for (const { type, data, place } of others) {
    const fields = seen.has(type) ? undefined : await readField(type, data);
    if (fields === undefined) {
      verbatim.push({ type, data: data.slice(), place });
      continue;
    }
    seen.add(type);
    Object.assign(metadata, fields);
  }
  return { metadata, verbatim };
}
