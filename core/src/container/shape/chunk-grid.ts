import type { Rectangle } from "../../bytes/rectangle.ts";
import { rowBytes } from "../../ciphers/raster.ts";
import type { Geometry } from "./geometry.ts";

/**
 * The most of a chunk, but for what makes it whole tiles: with its tag a browser has results of up to 983,040
 * bytes in memory that it uses again, and larger ones in fresh memory, which made sealing take three times
 * as long.
 */
const mostBytes = 960_000;

/** Shape of a grid of chunks: rows and bytes of a row; the last of each may be shorter. */
export interface ChunkShape {
  readonly chunkRows: number;
  readonly chunkBytes: number;
}

/** An image cut into chunks that are sealed or hashed one by one: bands of rows, cut into columns. */
export interface ChunkGrid extends ChunkShape {
  readonly bands: number;
  readonly columns: number;
  readonly count: number;
  /** Bytes of the longest chunk. */
  readonly longest: number;
  /** Rows [first, end) of band `index`. */
  band(index: number): { readonly first: number; readonly end: number };
  /**
   * Chunk `index`, counted band by band, in the bytes of a raster of this shape, which begin with band
   * `firstBand`; by default with the first.
   */
  chunk(data: Uint8Array, index: number, firstBand?: number): Rectangle;
}

export function chunkGrid(geometry: Geometry, { chunkRows, chunkBytes }: ChunkShape): ChunkGrid {
  const pitch = rowBytes(geometry);
  const bands = Math.ceil(geometry.height / chunkRows);
  const columns = Math.ceil(pitch / chunkBytes);
  const band = (index: number): { first: number; end: number } => {
    const first = index * chunkRows;
    return { first, end: Math.min(first + chunkRows, geometry.height) };
  };
  return {
    chunkRows,
    chunkBytes,
    bands,
    columns,
    count: bands * columns,
    longest: Math.min(chunkRows, geometry.height) * Math.min(chunkBytes, pitch),
    band,
    chunk(data, index, firstBand = 0) {
      const { first, end } = band(Math.floor(index / columns));
      const left = (index % columns) * chunkBytes;
      const width = Math.min(chunkBytes, pitch - left);
      const start = (first - firstBand * chunkRows) * pitch + left;
      return {
        bytes: data.subarray(start, start + (end - 1 - first) * pitch + width),
        width,
        pitch,
      };
    },
  };
}

/**
 * The grid of a new image: whole tiles, so that each can be opened alone. A cipher whose only tile is
 * the whole image gains nothing from that, so that its chunks are whole rows.
 * @param tile rows of a tile, 0 for the whole image, and bytes of its rows, where they are not whole rows
 */
export function gridFor(
  geometry: Geometry,
  { tileRows, tileBytes }: { readonly tileRows: number; readonly tileBytes?: number | undefined },
): ChunkShape {
  const pitch = rowBytes(geometry);
  const rows = Math.max(1, Math.min(tileRows, geometry.height));
  const columns = tileBytes === undefined ? 1 : Math.ceil((pitch * rows) / mostBytes);
  const step = tileBytes ?? pitch;
  const chunkBytes = Math.min(pitch, step * Math.ceil(pitch / (step * columns)));
  const tiles = Math.max(1, Math.floor(mostBytes / (rows * chunkBytes)));
  return { chunkRows: Math.min(rows * tiles, geometry.height), chunkBytes };
}
