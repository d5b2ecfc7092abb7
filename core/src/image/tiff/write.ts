import { describingEntries } from "../exif.ts";
import { isLittleEndian, isTiffHeader } from "../tiff-header.ts";
import { atOnce, type Steps } from "../../turns.ts";
import { picturesOf, sampleSize, type Pictures } from "../carried.ts";
import type { ColourModel, Image, Metadata } from "../image.ts";
import { damaged } from "../damaged.ts";
import { originBytes, type Layout, type SampleKind } from "../origin.ts";
import { TiffBuilder } from "./builder.ts";
import { mostEntries, unpackTags, type KeptTag } from "./kept-tags.ts";
import { onPage } from "./page-number.ts";
import { photometric, tags, types } from "./tags.ts";

/** A big-endian header, as the samples in memory are big-endian. */
const emptyTiff = Uint8Array.of(0x4d, 0x4d, 0, 42, 0, 0, 0, 0);

const photometrics: Readonly<Record<ColourModel, number>> = {
  gray: photometric.blackIsZero,
  "gray-alpha": photometric.blackIsZero,
  rgb: photometric.rgb,
  rgba: photometric.rgb,
  cmyk: photometric.separated,
};

/** SampleFormat. */
const formats: Readonly<Record<SampleKind, number>> = { unsigned: 1, signed: 2, float: 3 };

/**
 * Encodes an image as uncompressed baseline TIFF, a strip a page, with ICC profile, resolution, EXIF,
 * XMP and Photoshop's resources, and what was kept of a TIFF. Depths between 8 and 16 bits are stored
 * unscaled in 16, and those below 8 in 8 where they are not 1, 2 or 4; others as they are.
 *
 * The file grows out of the EXIF data, which is a TIFF structure without an image: all offsets stay
 * right, those inside maker notes included, and what describes the picture is taken over.
 * @throws NotPixels "broken" where what was kept of a TIFF is none
 */
export function* tiffSteps(image: Image): Steps<Uint8Array> {
  const { layout, data, width, height } = yield* picturesOf(image);
  const { pages } = layout;
  const page = pageWriter(image, { width, height, layout });
  for (let i = 0; i < pages; i++) {
    const size = data.length / pages;
    const samples = page.store(data.subarray(i * size, (i + 1) * size));
    const strip = page.builder.append(samples);
    yield;
    page.describe(i, strip, samples.length);
  }
  return page.builder.finish();
}

/** Samples that a TIFF is written around: where they stand, and what stands beside them. */
export interface TiffAround {
  readonly pieces: readonly { readonly at: number; readonly bytes: Uint8Array }[];
  readonly samplesAt: number;
  /** Bytes of the whole file. */
  readonly length: number;
  /** Some whole rows of samples, which are big-endian, as they stand there. */
  stored(rows: Uint8Array): Uint8Array;
}

/** The same as {@link tiffSteps} makes of an image of one page, but for the samples. */
export function tiffAround(image: Omit<Image, "data">): TiffAround {
  const { width, height, channels, bits } = image;
  const layout = image.metadata.origin?.layout ?? { channels, bits, kind: "unsigned", pages: 1 };
  const { builder, rowBytes, store, describe } = pageWriter(image, { width, height, layout });
  const length = height * rowBytes;
  const samplesAt = builder.leave(length);
  describe(0, samplesAt, length);
  const pieces = builder.pieces();
  const last = pieces.at(-1)!;
  return {
    pieces,
    samplesAt,
    length: last.at + last.bytes.length,
    stored: store,
  };
}

/** Describes the pages of an image, one after the other. */
function pageWriter(
  image: Omit<Image, "data">,
  { width, height, layout }: Omit<Pictures, "data">,
): {
  readonly builder: TiffBuilder;
  /** Bytes that a row takes. */
  readonly rowBytes: number;
  /** Some whole rows of samples, which are big-endian, as they stand in the file. */
  readonly store: (rows: Uint8Array) => Uint8Array;
  /** @param strip where the page's samples stand */
  readonly describe: (page: number, strip: number, bytes: number) => void;
} {
  const { exif } = image.metadata;
  const { channels, bits, kind, pages } = layout;
  const base = exif !== undefined && isTiffHeader(exif) && exif.length >= 8 ? exif : emptyTiff;
  const builder = new TiffBuilder(base, isLittleEndian(base));
  const unpacked = (name: string): KeptTag[] =>
    unpackTags(originBytes(image, name) ?? new Uint8Array(), builder.littleEndian);
  const [kept, ofFirst] = [unpacked("tags"), unpacked("firstTags")];
  if (kept.length * pages + ofFirst.length > mostEntries) {
    throw damaged("TIFF", "what was kept of its tags");
  }
  const stored = storedBits(layout, kept);
  const store = (rows: Uint8Array): Uint8Array => {
    if (stored < 8) return packedRows(rows, width * channels, stored);
    const samples = storedSamples(rows, bits, stored);
    return builder.littleEndian ? turned(samples, stored / 8) : samples;
  };
  const describe = (page: number, strip: number, bytes: number): void => {
    builder.longs(tags.imageWidth, [width]);
    builder.longs(tags.imageLength, [height]);
    builder.shorts(tags.bitsPerSample, Array<number>(channels).fill(stored));
    builder.shorts(tags.compression, [1]);
    builder.longs(tags.stripOffsets, [strip]);
    builder.shorts(tags.samplesPerPixel, [channels]);
    builder.longs(tags.rowsPerStrip, [height]);
    builder.longs(tags.stripByteCounts, [bytes]);
    builder.shorts(tags.planarConfiguration, [1]);
    if (kind !== "unsigned") {
      builder.shorts(tags.sampleFormat, Array<number>(channels).fill(formats[kind]));
    }
    addKept(
      builder,
      kept.map((tag) => onPage(tag, page, builder.littleEndian)),
    );
    if (page === 0) addKept(builder, ofFirst);
    // A page of several.
    if (pages > 1) builder.longs(tags.subfileType, [2]);
    if (!kept.some(({ tag }) => tag === tags.photometric)) addMeaning(builder, image, channels);
    addMetadata(builder, image.metadata);
    if (page === 0) for (const entry of describingEntries(base)) builder.entry(entry);
    if (page < pages - 1) builder.endPage();
  };
  return { builder, rowBytes: Math.ceil((width * channels * stored) / 8), store, describe };
}

/** The same without pauses. */
export function encodeTiff(image: Image): Uint8Array {
  return atOnce(tiffSteps(image));
}

/** Depths below 8 bits that every reader of TIFF knows. */
const packedBits: ReadonlySet<number> = new Set([1, 2, 4]);

/** Bits that a sample takes in the file. */
function storedBits({ bits, kind }: Layout, kept: readonly KeptTag[]): number {
  if (bits > 16) return bits;
  // What shows whether 1 of 1 is white or next to nothing; a palette has as many colours as it had.
  const packed = packedBits.has(bits) && kind === "unsigned";
  const isPalette = kept.some(
    ({ tag, values }) => tag === tags.photometric && values.includes(photometric.palette),
  );
  return packed && !isPalette ? bits : 8 * sampleSize(bits);
}

/** Rows of samples of a byte each, packed from the highest bit on; each row starts with a byte of its own. */
function packedRows(samples: Uint8Array, rowSamples: number, bits: number): Uint8Array {
  const rowBytes = Math.ceil((rowSamples * bits) / 8);
  const rows = samples.length / rowSamples;
  const result = new Uint8Array(rows * rowBytes);
  let from = 0;
  for (let row = 0; row < rows; row++) {
    let at = row * rowBytes;
    let left = 8;
    for (let i = 0; i < rowSamples; i++) {
      left -= bits;
      result[at]! |= samples[from++]! << left;
      if (left === 0) [at, left] = [at + 1, 8];
    }
  }
  return result;
}

/** Samples of 24 bits, which lie in four bytes, take three. */
function storedSamples(data: Uint8Array, bits: number, stored: number): Uint8Array {
  const [from, to] = [sampleSize(bits), stored / 8];
  if (from === to) return data;
  const result = new Uint8Array((data.length / from) * to);
  for (let i = 0, at = from - to; i < result.length; i += to, at += from) {
    for (let byte = 0; byte < to; byte++) result[i + byte] = data[at + byte]!;
  }
  return result;
}

function addKept(builder: TiffBuilder, kept: readonly KeptTag[]): void {
  for (const { tag, type, count, values } of kept) {
    builder.field(tag, type, count, values);
  }
}

/** What channels mean, of an image that was no TIFF, or one of the usual. */
function addMeaning(
  builder: TiffBuilder,
  { colour, metadata }: Omit<Image, "data">,
  channels: number,
): void {
  const layout = metadata.origin?.layout;
  const known = layout === undefined || layout.channels <= 4;
  const models = ["gray", "gray-alpha", "rgb", "rgba"] as const;
  // The carrier's colours mean nothing where it has planes.
  const own = known
    ? colour === "cmyk" && channels === 4
      ? colour
      : models[channels - 1]!
    : "gray";
  builder.shorts(tags.photometric, [photometrics[own]]);
  // 2: alpha that is not multiplied into the colours.
  if (own === "gray-alpha" || own === "rgba") builder.shorts(tags.extraSamples, [2]);
  else if (channels > 4) builder.shorts(tags.extraSamples, Array<number>(channels - 1).fill(0));
}

function addMetadata(builder: TiffBuilder, { icc, density, xmp, photoshop }: Metadata): void {
  if (density !== undefined) addDensity(builder, density);
  if (icc !== undefined) builder.field(tags.icc, types.undefined, icc.length, icc);
  // As Photoshop writes them (XMP part 3, TIFF; Adobe Photoshop TIFF technical notes).
  if (xmp !== undefined) builder.field(tags.xmp, types.byte, xmp.length, xmp);
  if (photoshop !== undefined) {
    builder.field(tags.photoshop, types.byte, photoshop.length, photoshop);
  }
}

/** ResolutionUnit, and what to divide by to get to it. */
const units = {
  aspect: { unit: 1, divisor: 1 },
  inch: { unit: 2, divisor: 1 },
  centimetre: { unit: 3, divisor: 1 },
  metre: { unit: 3, divisor: 100 },
} as const;

const mostLong = 2 ** 32 - 1;

function addDensity(builder: TiffBuilder, density: NonNullable<Metadata["density"]>): void {
  const { unit, divisor } = units[density.unit];
  for (const [tag, dots] of [
    [tags.xResolution, density.x],
    [tags.yResolution, density.y],
  ] as const) {
    // Fractions of a dot are kept to the thousandth, where there is room.
    const scale = Number.isInteger(dots) || dots * 1000 > mostLong ? 1 : 1000;
    builder.rational(tag, Math.min(Math.round(dots * scale), mostLong), divisor * scale);
  }
  builder.shorts(tags.resolutionUnit, [unit]);
}

function turned(data: Uint8Array, size: number): Uint8Array {
  const result = data.slice();
  if (size === 1) return result;
  for (let i = 0; i < result.length; i += size) result.subarray(i, i + size).reverse();
  return result;
}
