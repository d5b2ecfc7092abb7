import { codecs } from "#codecs";
import { NeuroveilError } from "../../errors.ts";
import { inTurns, type Steps } from "../../turns.ts";
import { equalSteps } from "../../bytes/arrays.ts";
import { samplesFit, type Image, type Metadata, type PngChunk, type PngOrigin } from "../image.ts";
import type { PixelRows } from "../pixel-rows.ts";
import { fileOfChunks, type ChunkParts } from "./chunks.ts";
import { headerBytes, storedSamples, type PngHeader } from "./header.ts";
import { fieldChunks, type Content } from "./metadata.ts";
import { collapsePalette, expandPalette } from "./palette.ts";
import { passesOf } from "./passes.ts";
import { filterUnit, packPass } from "./samples.ts";
import { removeAlpha } from "./transparency.ts";

/** An IDAT chunk is ended when it has so many bytes. */
const leastChunkBytes = 1 << 18;

/** What IDAT is made from. */
export interface Stored {
  readonly header: PngHeader;
  /** As restoreSamples returns them. */
  readonly data: Uint8Array;
  /** The original's, when the samples fit it. */
  readonly origin: PngOrigin | undefined;
}

/**
 * Encodes gray, gray+alpha, RGB or RGBA samples of 1 to 16 bits as PNG: in the original's colour
 * type, depth and interlacing with its chunks where `metadata.png` tells them and the samples fit,
 * else in the smallest form that holds the samples. Depths that PNG does not have are stored
 * unscaled in the next larger one.
 * @throws NeuroveilError "unsupported" for other channel counts, "aborted"
 */
export async function encodePng(image: Image, signal?: AbortSignal): Promise<Uint8Array> {
  const { rows, header, origin } = await inTurns(storedRows(image), signal);
  const compressed = await codecs.deflateRows(rows, { signal });
  const { before, after } = await chunksBeside(image.metadata, origin);
  const chunks: ChunkParts[] = [
    chunkOf({ type: "IHDR", data: headerBytes(header) }),
    ...before,
    ...dataChunks(compressed),
    ...after,
    chunkOf({ type: "IEND", data: new Uint8Array() }),
  ];
  return await inTurns(fileOfChunks(chunks), signal);
}

/** What stands before and after the pixels. */
export async function chunksBeside(
  metadata: Metadata,
  origin: PngOrigin | undefined,
): Promise<{ readonly before: ChunkParts[]; readonly after: ChunkParts[] }> {
  const before: Content[] = [
    ...(await fieldChunks(metadata)),
    ...placed(origin, "before-palette"),
    ...optional("PLTE", origin?.palette),
    ...optional("tRNS", origin?.transparency),
    ...placed(origin, "before-data"),
  ];
  return { before: before.map(chunkOf), after: placed(origin, "after-data").map(chunkOf) };
}

export function chunkOf({ type, data }: Content): ChunkParts {
  return { type, parts: [data] };
}

/** The rows that stand in IDAT, of every pass. */
export function* storedRows(
  image: Image,
): Steps<Pick<Stored, "header" | "origin"> & { readonly rows: PixelRows[] }> {
  const { header, data, origin } = (yield* originalForm(image)) ?? (yield* plainForm(image));
  const pixel = filterUnit(header);
  const rows: PixelRows[] = [];
  for (const pass of passesOf(header)) {
    const packed = yield* packPass(header, data, pass);
    rows.push({ data: packed, rowBytes: pass.rowBytes, pixel });
  }
  return { header, origin, rows };
}

/** A zlib stream as IDAT chunks, each as long as its parts make it. */
export function dataChunks(stream: readonly Uint8Array[]): ChunkParts[] {
  const chunks: Uint8Array[][] = [[]];
  let length = 0;
  for (const part of stream) {
    if (length >= leastChunkBytes) {
      chunks.push([]);
      length = 0;
    }
    chunks.at(-1)!.push(part);
    length += part.length;
  }
  return chunks.map((parts) => ({ type: "IDAT", parts }));
}

/** The form that the image had as PNG, or undefined when it had none or no longer fits it. */
export function* originalForm(image: Image): Steps<Stored | undefined> {
  const origin = image.metadata.png;
  if (origin === undefined) return undefined;
  const { colourType, depth, interlaced, transparency } = origin;
  const channels = (colourType === 3 ? 3 : storedSamples(colourType)) + (transparency ? 1 : 0);
  if (image.channels !== channels || image.bits !== (colourType === 3 ? 8 : depth))
    return undefined;

  let data: Uint8Array | undefined = image.data;
  if (colourType === 3) data = yield* storedIndices(image.data, origin);
  else if (transparency !== undefined) data = yield* removeAlpha(data, transparency, depth);
  // What a wrong key decrypts to need not fit.
  if (data === undefined || !(yield* samplesFit(data, depth))) return undefined;
  const header = { width: image.width, height: image.height, colourType, depth, interlaced };
  return { header, data, origin };
}

function* storedIndices(data: Uint8Array, origin: PngOrigin): Steps<Uint8Array | undefined> {
  const { palette, transparency, indices } = origin;
  if (palette === undefined) return undefined;
  if (indices === undefined) return yield* collapsePalette(data, palette, transparency);
  const expanded = (yield* expandPalette(indices, palette, transparency)).data;
  return (yield* equalSteps(expanded, data)) ? indices : undefined;
}

const colourTypes = [0, 4, 2, 6] as const;

export function* plainForm(image: Image): Steps<Stored> {
  const { width, height, channels, bits, data } = image;
  const colourType = colourTypes[channels - 1];
  if (colourType === undefined || image.colour === "cmyk") {
    throw new NeuroveilError("unsupported", {
      expected: "1 to 4 channels of gray or RGB for a PNG",
      got: `${channels} (${image.colour})`,
    });
  }
  const depths =
    colourType === 0 && (yield* samplesFit(data, bits))
      ? ([1, 2, 4, 8, 16] as const)
      : ([8, 16] as const);
  const depth = depths.find((possible) => possible >= bits)!;
  const header = { width, height, colourType, depth, interlaced: false } as const;
  return { header, data, origin: undefined };
}

function placed(origin: PngOrigin | undefined, place: PngChunk["place"]): readonly Content[] {
  return origin?.chunks?.filter((chunk) => chunk.place === place) ?? [];
}

function optional(type: string, data: Uint8Array | undefined): Content[] {
  return data === undefined ? [] : [{ type, data }];
}
