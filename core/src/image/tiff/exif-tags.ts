import { TiffBuilder } from "./builder.ts";
import type { KeptTag } from "./kept-tags.ts";

/** Tags that describe a picture in EXIF as they do in TIFF (Exif 2.32, table 4), and DocumentName. */
const described: ReadonlySet<number> = new Set([
  269, 270, 271, 272, 274, 301, 305, 306, 315, 318, 319, 529, 532, 33432,
]);

/** Those that mean nothing any more once samples are stored anew. */
const meaningless: ReadonlySet<number> = new Set([
  263, 264, 265, 280, 281, 290, 291, 297, 316, 332, 340, 341,
]);

const header = Uint8Array.of(0x4d, 0x4d, 0, 42, 0, 0, 0, 0);

/** Whether a PNG can hold a tag, or has no need to. */
export function inExif({ tag }: KeptTag): boolean {
  return described.has(tag) || isMeaningless(tag);
}

/** Whether a tag says nothing of the picture itself. */
export function isMeaningless(tag: number): boolean {
  return meaningless.has(tag);
}

/** EXIF that says what the tags say; undefined where there is nothing to say. */
export function exifOfTags(kept: readonly KeptTag[]): Uint8Array | undefined {
  const own = kept.filter(({ tag }) => described.has(tag));
  if (own.length === 0) return undefined;
  const builder = new TiffBuilder(header, false);
  for (const { tag, type, count, values } of own) builder.field(tag, type, count, values);
  return builder.finish();
}
