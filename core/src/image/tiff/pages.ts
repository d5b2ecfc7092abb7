import { keptAsFile } from "../not-pixels.ts";
import type { Leftover } from "../leftover.ts";
import type { TiffBytes } from "./bytes.ts";
import { readDirectories, type Extent, type TiffDirectory } from "./directory.ts";
import { tags } from "./tags.ts";

/** Bits of NewSubfileType. */
const subfile = { smaller: 1, mask: 4 } as const;

/**
 * The directories of a file: those of its pages, and what stands beside them. Maps and slides have smaller
 * copies of their picture, which programs make of it once more.
 * @param most where there are more pages than that, no further ones are looked for
 * @throws NotPixels "broken", or "unsupported" where a copy comes first
 */
export function readPages(
  file: TiffBytes,
  most: number = Infinity,
): {
  readonly pages: readonly TiffDirectory[];
  readonly beside: readonly Leftover[];
  /** The directories of what is beside. */
  readonly copies: readonly TiffDirectory[];
} {
  const pages: TiffDirectory[] = [];
  const beside: Leftover[] = [];
  const copies: TiffDirectory[] = [];
  for (const directory of readDirectories(file)) {
    const kind = directory.integer(tags.subfileType, 0, 2 ** 32 - 1, 0);
    if ((kind & subfile.smaller) !== 0) {
      if (pages.length === 0) {
        throw keptAsFile(
          "a TIFF whose first picture is a copy",
          "a TIFF whose picture comes first",
        );
      }
      const what = "smaller copies of the picture";
      beside.push({ what, bytes: storedBytes(directory), derived: true });
      copies.push(directory);
    } else if ((kind & subfile.mask) !== 0 && pages.length > 0) {
      copies.push(directory);
      beside.push({ what: "a mask of the picture", bytes: storedBytes(directory), picture: true });
    } else pages.push(directory);
    if (pages.length > most) break;
  }
  return { pages, beside, copies };
}

/** Bytes of a directory's strips or tiles, as it says. */
function storedBytes(directory: TiffDirectory): number {
  const [, lengths] = whereStored(directory);
  return directory.integers(lengths, directory.count(lengths)).reduce((sum, n) => sum + n, 0);
}

/** Where its strips or tiles stand. */
export function storedExtents(directory: TiffDirectory): Extent[] {
  const [offsets, lengths] = whereStored(directory);
  const count = Math.min(directory.count(offsets), directory.count(lengths));
  if (count === 0) return [];
  const each = directory.integers(lengths, count);
  return directory.integers(offsets, count).map((start, i) => ({ start, end: start + each[i]! }));
}

/** The tags of offsets and of lengths. */
function whereStored(directory: TiffDirectory): readonly [number, number] {
  return directory.has(tags.tileByteCounts)
    ? [tags.tileOffsets, tags.tileByteCounts]
    : [tags.stripOffsets, tags.stripByteCounts];
}
