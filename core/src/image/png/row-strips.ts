import { filterRows, plainRows } from "./filter.ts";
import type { PixelRows } from "../pixel-rows.ts";

/** Some rows of an image, with those before them that filtering and compressing them look at. */
export interface RowStrip extends Omit<PixelRows, "data"> {
  /** The row above `rows`; empty where there is none. */
  readonly above: Uint8Array;
  /** Rows that were compressed before, then the strip's own. */
  readonly rows: Uint8Array;
  /** How many were compressed before. */
  readonly known: number;
}

/**
 * Cuts rows into strips that can be worked on independently.
 * @param bytes of the filtered rows of a strip; at least one row
 * @param from the first row that is cut; those before are only looked at
 * @param reach how many filtered bytes before a strip are of use in compressing it
 */
export function cutStrips(
  { data, rowBytes, pixel }: PixelRows,
  bytes: number,
  reach: number,
  from = 0,
): RowStrip[] {
  const height = data.length / rowBytes;
  const rows = Math.max(1, Math.floor(bytes / (1 + rowBytes)));
  const strips: RowStrip[] = [];
  for (let first = from; first < height; first += rows) {
    const known = Math.min(first, Math.ceil(reach / (1 + rowBytes)));
    const start = (first - known) * rowBytes;
    const end = Math.min(height, first + rows) * rowBytes;
    strips.push({
      above: data.subarray(Math.max(0, start - rowBytes), start),
      rows: data.subarray(start, end),
      known,
      rowBytes,
      pixel,
    });
  }
  return strips;
}

/** What a PNG's pixel data hold of a strip: its filtered rows, and those that were compressed before. */
export function filterStrip({ above, rows, known, rowBytes, pixel }: RowStrip): {
  readonly before: Uint8Array;
  readonly filtered: Uint8Array;
} {
  const all = pixel === 0 ? plainRows(rows, rowBytes) : filterRows(rows, rowBytes, pixel, above);
  const start = known * (1 + rowBytes);
  return { before: all.subarray(0, start), filtered: all.subarray(start) };
}
