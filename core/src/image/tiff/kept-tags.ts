import { concat } from "../../bytes/arrays.ts";
import { damaged } from "../damaged.ts";
import type { Leftover } from "../leftover.ts";
import type { TiffDirectory } from "./directory.ts";
import { wholeMetadataTags } from "./metadata.ts";
import { photometric, tags, typeSizes } from "./tags.ts";

/** A field with its values, big-endian. */
export interface KeptTag {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly values: Uint8Array;
}

/** Those that say how samples are stored, which is done anew, or what they are, the same on all pages. */
const ofSamples: ReadonlySet<number> = new Set([
  tags.imageWidth,
  tags.imageLength,
  tags.bitsPerSample,
  tags.compression,
  tags.photometric,
  tags.fillOrder,
  tags.stripOffsets,
  tags.samplesPerPixel,
  tags.rowsPerStrip,
  tags.stripByteCounts,
  tags.planarConfiguration,
  288, // FreeOffsets
  289, // FreeByteCounts
  tags.t4Options,
  293, // T6Options
  tags.predictor,
  tags.tileWidth,
  tags.tileLength,
  tags.tileOffsets,
  tags.tileByteCounts,
  tags.extraSamples,
  tags.jpegTables,
  ...Array.from({ length: 10 }, (_, i) => 512 + i), // JPEGProc to JPEGACTables
]);

/** Of them, those with a value for every strip or tile. */
const ofBlocks: ReadonlySet<number> = new Set([
  tags.stripOffsets,
  tags.stripByteCounts,
  tags.tileOffsets,
  tags.tileByteCounts,
]);
const jpeg = 7;

/** Tags of samples with more values than these need: nobody reads them, and they do not come back. */
export function unneededValues(directory: TiffDirectory): Leftover[] {
  const channels = directory.integer(tags.samplesPerPixel, 0, 2 ** 16 - 1, 1);
  const compression = directory.integer(tags.compression, 0, 2 ** 16 - 1, 1);
  const needed = (tag: number): number => {
    if (ofBlocks.has(tag)) return Infinity;
    if (tag === tags.jpegTables) return compression === jpeg ? Infinity : 0;
    return tag === tags.bitsPerSample || tag === tags.extraSamples ? channels : 1;
  };
  const found: Leftover[] = [];
  for (const tag of directory.tags()) {
    if (!ofSamples.has(tag) || directory.count(tag) <= needed(tag)) continue;
    const what = `values of the tag ${tag} that its samples do not need`;
    found.push({ what, bytes: directory.size(tag) ?? 4 });
  }
  return found;
}

/** Those that say how YCbCr is stored, and what RGB comes of it. */
const ofYcc: ReadonlySet<number> = new Set([
  tags.yCbCrCoefficients,
  tags.yCbCrSubsampling,
  tags.yCbCrPositioning,
  tags.referenceBlackWhite,
]);

/** Those that point to directories, which are not followed. */
const subDirectories = 330;
const pointers: ReadonlyMap<number, string> = new Map([
  [subDirectories, "further pictures (SubIFDs)"],
  [34665, "EXIF's own directory"],
  [34853, "the place (GPS)"],
  [40965, "EXIF's directory of interoperability"],
]);

const mostTags = 1024;
const mostBytes = 2 ** 24;

/** Kept tags of all directories of a file that is written. */
export const mostEntries: number = 2 ** 20;
/** What says what samples are is written beside them, three tags a page at the most. */
const ofMeaning = 3;

/**
 * The tags that say something beside the samples.
 * @param fromYcc whether these were YCbCr and are RGB
 * @param pages of the file
 */
export function* tagsBesideSamples(
  directory: TiffDirectory,
  fromYcc: boolean,
  pages: number,
): Iterable<number> {
  for (const tag of directory.tags()) {
    const usual = usualValues.get(tag)?.(directory, pages) === true;
    if (!usual && !ofSamples.has(tag) && !(fromYcc && ofYcc.has(tag))) yield tag;
  }
}

/** Tags of which some values say what is so without them. */
const usualValues: ReadonlyMap<number, (directory: TiffDirectory, pages: number) => boolean> =
  new Map([
    [
      tags.subfileType,
      (directory, pages) =>
        pages === 1 && directory.integer(tags.subfileType, 0, 2 ** 32 - 1) === 0,
    ],
    [
      tags.colourMap,
      (directory) =>
        directory.integer(tags.photometric, 0, 2 ** 16 - 1, photometric.blackIsZero) ===
        photometric.palette,
    ],
    // 4 says that nobody knows what they are.
    [tags.sampleFormat, (directory) => directory.integer(tags.sampleFormat, 0, 2 ** 16 - 1) !== 4],
  ]);

/** @param where as in " of a further page" */
export function lostTag(tag: number, bytes: number, where = ""): Leftover {
  const what = pointers.get(tag) ?? `the tag ${tag}${where}`;
  return { what, bytes, ...(tag === subDirectories && { picture: true }) };
}

/**
 * What is kept of a page's tags, and what is not.
 * @param fromYcc whether its samples were YCbCr and are RGB
 * @param pages on which they come back
 */
export function keptTags(
  directory: TiffDirectory,
  fromYcc: boolean,
  pages: number,
): {
  readonly kept: readonly KeptTag[];
  readonly lost: readonly Leftover[];
} {
  const kept: KeptTag[] = [];
  const lost: Leftover[] = [];
  const most = Math.min(mostTags, Math.floor(mostEntries / pages) - ofMeaning);
  const whole = wholeMetadataTags(directory);
  let bytes = 0;
  for (const tag of tagsBesideSamples(directory, fromYcc, pages)) {
    if (whole.has(tag)) continue;
    const size = directory.size(tag);
    const fits = size !== undefined && kept.length < most && bytes + size <= mostBytes;
    const field = fits && !pointers.has(tag) ? directory.field(tag) : undefined;
    if (field === undefined) lost.push(lostTag(tag, size ?? 4));
    else {
      kept.push({ tag, ...field });
      bytes += field.values.length;
    }
  }
  return { kept, lost };
}

/** Tag and type (two bytes each), count (four), values: one after another, big-endian. */
export function packTags(kept: readonly KeptTag[]): Uint8Array {
  return concat(
    kept.flatMap(({ tag, type, count, values }) => {
      const head = new DataView(new ArrayBuffer(8));
      head.setUint16(0, tag);
      head.setUint16(2, type);
      head.setUint32(4, count);
      return [new Uint8Array(head.buffer), values];
    }),
  );
}

/**
 * @param littleEndian the byte order in which values are wanted
 * @throws NotPixels "broken" when it is not what {@link packTags} makes
 */
export function unpackTags(bytes: Uint8Array, littleEndian: boolean): KeptTag[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: KeptTag[] = [];
  for (let at = 0; at < bytes.length;) {
    if (at + 8 > bytes.length) throw damaged("TIFF", "what was kept of its tags");
    const [tag, type, count] = [view.getUint16(at), view.getUint16(at + 2), view.getUint32(at + 4)];
    const length = count * (typeSizes.get(type)?.value ?? Infinity);
    at += 8;
    if (!(at + length <= bytes.length)) throw damaged("TIFF", "what was kept of its tags");
    const values = inByteOrder(bytes.subarray(at, at + length), type, littleEndian);
    kept.push({ tag, type, count, values });
    at += length;
  }
  return kept;
}

/** Values turned from one byte order into the other, or copied. */
export function inByteOrder(values: Uint8Array, type: number, turn: boolean): Uint8Array {
  const result = values.slice();
  const unit = typeSizes.get(type)?.unit ?? 1;
  if (turn && unit > 1) {
    for (let at = 0; at + unit <= result.length; at += unit)
      result.subarray(at, at + unit).reverse();
  }
  return result;
}
