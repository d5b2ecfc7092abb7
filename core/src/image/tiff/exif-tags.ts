import { TiffBuilder } from "./builder.ts";
import type { KeptTag } from "./kept-tags.ts";
import { tags } from "./tags.ts";

/** Tags that describe a picture in EXIF as they do in TIFF (Exif 2.32, table 4), and DocumentName. */
const described: ReadonlySet<number> = new Set([
  269, 270, 271, 272, 274, 301, 305, 306, 315, 318, 319, 33432,
]);

/** Other tags of TIFF 6.0 that programs know in EXIF, of which most say how a picture was made. */
const known: ReadonlySet<number> = new Set<number>([
  tags.subfileType,
  tags.oldSubfileType,
  263, // Threshholding
  264, // CellWidth
  265, // CellLength
  280, // MinSampleValue
  281, // MaxSampleValue
  tags.xResolution,
  tags.yResolution,
  290, // GrayResponseUnit
  291, // GrayResponseCurve
  tags.resolutionUnit,
  tags.pageNumber,
  316, // HostComputer
  340, // SMinSampleValue
  341, // SMaxSampleValue
  tags.yCbCrCoefficients,
  tags.referenceBlackWhite,
]);

const header = Uint8Array.of(0x4d, 0x4d, 0, 42, 0, 0, 0, 0);

/** Whether a PNG can hold a tag. */
export function inExif({ tag }: KeptTag): boolean {
  return described.has(tag) || known.has(tag);
}

/** Whether a tag comes back from EXIF into a TIFF as well. */
export function describesPicture({ tag }: KeptTag): boolean {
  return described.has(tag);
}

/** EXIF that says what the tags say; undefined where there is nothing to say. */
export function exifOfTags(kept: readonly KeptTag[]): Uint8Array | undefined {
  const own = kept.filter(inExif);
  if (own.length === 0) return undefined;
  const builder = new TiffBuilder(header, false);
  for (const { tag, type, count, values } of own) builder.field(tag, type, count, values);
  return builder.finish();
}
