import { concat } from "../../bytes/arrays.ts";
import { damaged } from "../damaged.ts";
import type { TiffDirectory } from "./directory.ts";
import { tags, typeSizes } from "./tags.ts";

/** A field with its values, big-endian. */
export interface KeptTag {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly values: Uint8Array;
}

/** Those that say how samples are stored, which is done anew, and those that have a field of their own. */
const replaced: ReadonlySet<number> = new Set([
  tags.subfileType,
  255, // SubfileType
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
  tags.xResolution,
  tags.yResolution,
  tags.planarConfiguration,
  288, // FreeOffsets
  289, // FreeByteCounts
  tags.t4Options,
  293, // T6Options
  tags.resolutionUnit,
  tags.predictor,
  tags.colourMap,
  tags.tileWidth,
  tags.tileLength,
  tags.tileOffsets,
  tags.tileByteCounts,
  tags.extraSamples,
  tags.sampleFormat,
  tags.jpegTables,
  ...Array.from({ length: 10 }, (_, i) => 512 + i), // JPEGProc to JPEGACTables
  tags.icc,
  tags.xmp,
  tags.photoshop,
]);

/** Those that say how YCbCr is stored, and what RGB comes of it. */
const ofYcc: ReadonlySet<number> = new Set([
  tags.yCbCrCoefficients,
  tags.yCbCrSubsampling,
  tags.yCbCrPositioning,
  tags.referenceBlackWhite,
]);

/** Those that point to directories, which are not followed. */
const pointers: ReadonlyMap<number, string> = new Map([
  [330, "further pictures (SubIFDs)"],
  [34665, "EXIF's own directory"],
  [34853, "the place (GPS)"],
  [40965, "EXIF's directory of interoperability"],
]);

const mostTags = 1024;
const mostBytes = 2 ** 24;

/**
 * What is kept of a directory, and what is not.
 * @param fromYcc whether it was YCbCr and is RGB
 */
export function keptTags(
  directory: TiffDirectory,
  fromYcc: boolean,
): {
  readonly kept: readonly KeptTag[];
  readonly lost: readonly {
    readonly what: string;
    readonly bytes: number;
    readonly picture?: true;
  }[];
} {
  const kept: KeptTag[] = [];
  const lost: { what: string; bytes: number; picture?: true }[] = [];
  let bytes = 0;
  for (const tag of directory.tags()) {
    if (replaced.has(tag) || (fromYcc && ofYcc.has(tag))) continue;
    const pointer = pointers.get(tag);
    const field = directory.field(tag);
    if (pointer !== undefined)
      lost.push({ what: pointer, bytes: 4, ...(tag === 330 && { picture: true }) });
    else if (
      field === undefined ||
      kept.length === mostTags ||
      bytes + field.values.length > mostBytes
    ) {
      lost.push({ what: `the tag ${tag}`, bytes: field?.values.length ?? 4 });
    } else {
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
