import { keptAsFile } from "../not-pixels.ts";
import type { Leftover } from "../leftover.ts";
import type { TiffBytes } from "./bytes.ts";
import { readDirectories, type TiffDirectory } from "./directory.ts";
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
  const tag = directory.has(tags.tileByteCounts) ? tags.tileByteCounts : tags.stripByteCounts;
  return directory.integers(tag, directory.count(tag)).reduce((sum, bytes) => sum + bytes, 0);
}

/** Where its strips or tiles stand: starts and ends. */
export function storedExtents(directory: TiffDirectory): [number, number][] {
  const tiled = directory.has(tags.tileByteCounts);
  const [at, of] = tiled
    ? [tags.tileOffsets, tags.tileByteCounts]
    : [tags.stripOffsets, tags.stripByteCounts];
  const count = Math.min(directory.count(at), directory.count(of));
  if (count === 0) return [];
  const lengths = directory.integers(of, count);
  return directory.integers(at, count).map((start, i) => [start, start + lengths[i]!]);
}
