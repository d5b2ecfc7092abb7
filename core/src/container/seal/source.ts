import type { Raster } from "../../ciphers/raster.ts";
import { NeuroveilError } from "../../errors.ts";
import { bytesPerSample, samplesFit, type Image } from "../../image/image.ts";
import { copyInSteps } from "../../bytes/shared-memory.ts";
import { inTurns, type Steps } from "../../turns.ts";
import { baseName, stem } from "../record/base-name.ts";
import { checkMemory, rasterBytes, type Geometry } from "../shape/geometry.ts";
import { toMicroseconds, type Origin } from "../record/origin.ts";
import { padme } from "../box/padme.ts";
import type { Picture } from "../preview/picture.ts";
import { requireOneShape, type Page } from "./pages.ts";
import type { RegionChoice } from "../regions/choice.ts";
import type { PlannedRegion } from "../regions/plan.ts";
import { colourModels, type PageRecord, type SealedRecord } from "../record/record.ts";
import { workBuffer } from "../memory/work-buffer.ts";

/** What is to be encrypted: a raster that may be worked on in place, and what is sealed beside it. */
export interface Source {
  readonly raster: Raster;
  readonly record: SealedRecord;
  /** The file that the pixels were decoded from, where it is sealed beside them. */
  readonly original?: Uint8Array | undefined;
  /** A small picture of the first page, where one is sealed beside it. */
  readonly preview?: Picture | undefined;
  /** What alone is encrypted, where the rest stays visible; samples are then of all their bytes' bits. */
  readonly regions?: readonly PlannedRegion[] | undefined;
}

/** Files shorter than this all have the same padded length. */
const leastFileBytes = 256;

interface SourceOptions extends Origin {
  /** How many threads the cipher may use. */
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface PixelsOptions extends SourceOptions {
  /** An image of the same shape, whose rows come below those of the first. */
  readonly second?: Page | undefined;
  /** The file that the image was decoded from, to be sealed beside it. */
  readonly original?: Uint8Array | undefined;
  /** Longer side of a preview in pixels. */
  readonly preview?: number | undefined;
  /** What alone is to be encrypted. */
  readonly regions?: readonly RegionChoice[] | undefined;
}

/**
 * One image as a source, or two, one below the other; their samples are copied, and of their names
 * the stems are kept.
 * @param reserved memory to copy them to, where there is some of that size; the first may stand there
 * @throws NeuroveilError "usage" when an image contradicts itself, "input" when two differ in shape,
 *   "limit" when they are too large, "unsupported" when the original does not decode to the image, or an
 *   image can have no regions
 */
export async function pixelsSource(
  image: Image,
  { second, original, preview, regions, threads, signal, ...origin }: PixelsOptions,
  reserved?: Uint8Array,
): Promise<Source> {
  const shape = await inTurns(checkImage(image), signal);
  if (second !== undefined) {
    await inTurns(checkImage(second.image), signal);
    requireOneShape(image, second.image);
  }
  const geometry = second === undefined ? shape : { ...shape, height: 2 * shape.height };
  checkMemory(geometry);
  // Both before the samples are encrypted in place.
  if (original !== undefined) {
    const { checkOriginal } = await import("../original/original-samples.ts");
    await checkOriginal(original, image, signal);
  }
  const planned = regions && (await plan(regions, image));
  const picture =
    preview === undefined ? undefined : await drawn(image, preview, planned ?? [], signal);
  const size = rasterBytes(geometry);
  const samples = reserved?.length === size ? reserved : workBuffer(size, threads);
  if (!startsWith(samples, image.data)) await inTurns(copyInSteps(image.data, samples), signal);
  if (second !== undefined) {
    await inTurns(copyInSteps(second.image.data, samples.subarray(image.data.length)), signal);
  }
  if (planned !== undefined) {
    const { levelsOf, toFullDepth } = await import("../regions/depth.ts");
    await inTurns(toFullDepth(samples, levelsOf(image)), signal);
  }
  return {
    raster: { ...geometry, data: samples },
    regions: planned,
    record: {
      payload: "pixels",
      images: [pageRecord(image, origin), ...(second ? [pageRecord(second.image, second)] : [])],
      original: original && { name: sealedOrigin(origin).name },
    },
    original,
    preview: picture,
  };
}

/** Whether `part` is the beginning of `whole`, in memory. */
function startsWith(whole: Uint8Array, part: Uint8Array): boolean {
  return part.buffer === whole.buffer && part.byteOffset === whole.byteOffset;
}

export function pageRecord(
  { bits, colour, metadata }: Omit<Image, "data">,
  origin: Origin,
): PageRecord {
  const { name, modified } = sealedOrigin(origin);
  return { name: name === undefined ? undefined : stem(name), modified, bits, colour, metadata };
}

/** An origin as it stands in a record. */
function sealedOrigin({ name, modified }: Origin): Origin {
  return {
    name: name === undefined ? undefined : baseName(name),
    modified: modified === undefined ? undefined : toMicroseconds(modified),
  };
}

/** @throws NeuroveilError "usage" when the image contradicts itself, "limit" when it is too large */
function* checkImage(image: Image): Steps<Geometry> {
  const { width, height, channels, bits, colour, data } = image;
  const whole = [width, height, channels, bits].every(Number.isInteger);
  if (!whole || width < 1 || height < 1 || bits < 1 || bits > 16) {
    throw contradiction(`${width} x ${height} pixels of ${channels} channels and ${bits} bits`);
  }
  if (colourModels[colour] !== channels) throw contradiction(`${channels} channels as ${colour}`);
  const geometry = { width, height, channels, bytesPerSample: bytesPerSample(bits) };
  checkMemory(geometry);
  const size = rasterBytes(geometry);
  if (data.length !== size) throw contradiction(`${data.length} bytes of samples, not ${size}`);
  if (!(yield* samplesFit(data, bits))) throw contradiction(`samples above ${2 ** bits - 1}`);
  return geometry;
}

/**
 * A file as a source: its bytes, zeros up to a Padmé length, as an 8-bit gray image.
 */
export async function fileSource(
  bytes: Uint8Array,
  { threads, signal, ...origin }: SourceOptions,
): Promise<Source> {
  const geometry = fileShape(bytes.length);
  checkMemory(geometry);
  const data = workBuffer(rasterBytes(geometry), threads);
  await inTurns(copyInSteps(bytes, data), signal);
  return {
    raster: { ...geometry, data },
    record: fileRecord(bytes.length, origin),
  };
}

/** A longer row would make a band of tiles longer than need be in memory. */
const mostFileWidth = 2 ** 15;

/** The image that a file of so many bytes becomes, as near to a square as whole rows allow. */
export function fileShape(length: number): Geometry {
  const padded = padme(length, leastFileBytes);
  const width = Math.min(Math.ceil(Math.sqrt(padded)), mostFileWidth);
  return { width, height: Math.ceil(padded / width), channels: 1, bytesPerSample: 1 };
}

export function fileRecord(length: number, origin: Origin): SealedRecord {
  return { payload: "file", ...sealedOrigin(origin), length };
}

function contradiction(got: string): NeuroveilError {
  return new NeuroveilError("usage", {
    expected: "an image of 1 to 4 channels and 1 to 16 bits whose fields agree",
    got: got,
  });
}

/** Most images have no preview, and a page need not fetch what draws one. */
async function drawn(
  image: Image,
  side: number,
  regions: readonly PlannedRegion[],
  signal: AbortSignal | undefined,
): Promise<Picture> {
  const { drawPicture, firstPicture } = await import("../preview/draw-picture.ts");
  let picture = firstPicture(image);
  if (regions.length > 0) {
    const { covered } = await import("../regions/cover.ts");
    const areas = regions.flatMap((region) => region.areas);
    picture = await inTurns(covered(picture, areas), signal);
  }
  return await inTurns(drawPicture(picture, side), signal);
}

/** Nor what cuts it into regions. */
async function plan(
  regions: readonly RegionChoice[],
  image: Image,
): Promise<readonly PlannedRegion[]> {
  const { checkRegions, planRegions } = await import("../regions/plan.ts");
  const planned = await planRegions(regions);
  checkRegions(planned, image);
  return planned.regions;
}
