import { rowBytes } from "../ciphers/raster.ts";
import type { Geometry } from "./geometry.ts";

const leastChunkBytes = 1 << 20;

/** Rows of an image cut into chunks that are sealed or hashed one by one. */
export interface RowChunks {
  /** Rows a chunk; the last may have fewer. */
  readonly rows: number;
  readonly count: number;
  /** Bytes of the longest chunk. */
  readonly bytes: number;
  /** Rows [first, end) of chunk `index`, and where their bytes lie in the raster. */
  chunk(index: number): { first: number; end: number; start: number; stop: number };
}

export function rowChunks(geometry: Geometry, rows: number): RowChunks {
  const bytes = rowBytes(geometry);
  return {
    rows,
    count: Math.ceil(geometry.height / rows),
    bytes: rows * bytes,
    chunk(index) {
      const first = index * rows;
      const end = Math.min(first + rows, geometry.height);
      return { first, end, start: first * bytes, stop: end * bytes };
    },
  };
}

/**
 * Rows a chunk for a new image: the fewest whole tiles that make 1 MiB. A cipher whose only tile is
 * the whole image (`tileRows` 0) gains nothing from whole tiles, so that its chunks are whole rows.
 */
export function chunkRowsFor(geometry: Geometry, tileRows: number): number {
  const step = Math.max(tileRows, 1);
  const tiles = Math.ceil(leastChunkBytes / (step * rowBytes(geometry)));
  return Math.min(step * tiles, geometry.height);
}
