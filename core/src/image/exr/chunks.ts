import { keptAsFile } from "../not-pixels.ts";
import type { ByteReader } from "../byte-reader.ts";
import { damaged } from "../damaged.ts";

/** A rectangle of samples that are stored together. */
export interface Chunk {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly rows: number;
  /** The numbers that stand before it in the file. */
  readonly place: readonly number[];
}

/** Size of tiles. */
export interface Tiles {
  readonly width: number;
  readonly height: number;
}

interface Cut {
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly tiles: Tiles | undefined;
}

/** How many chunks there are. */
export function chunkCount({ width, height, tiles }: Cut, rows: number): number {
  if (tiles === undefined) return Math.ceil(height / rows);
  return Math.ceil(width / tiles.width) * Math.ceil(height / tiles.height);
}

/**
 * The chunks in the order of the table of their offsets.
 * @param rows of one without tiles
 */
export function* chunksOf(cut: Cut, rows: number): Generator<Chunk> {
  const { width, height, top, tiles } = cut;
  const size = tiles ?? { width, height: rows };
  for (let y = 0; y < height; y += size.height) {
    for (let x = 0; x < width; x += size.width) {
      yield {
        x,
        y,
        width: Math.min(size.width, width - x),
        rows: Math.min(size.height, height - y),
        // Of a tile its numbers, and those of its level.
        place: tiles === undefined ? [top + y] : [x / size.width, y / size.height, 0, 0],
      };
    }
  }
}

const mostTile = 2 ** 16;

/** @throws NotPixels where there are smaller copies of the image beside it */
export function readTiles(reader: ByteReader): Tiles {
  const [width, height, mode] = [reader.u32(), reader.u32(), reader.u8()];
  if ((mode & 15) !== 0) {
    throw keptAsFile("an OpenEXR image with smaller copies of itself", "one of one size");
  }
  if (width < 1 || height < 1 || width > mostTile || height > mostTile) {
    throw damaged("OpenEXR", "its tiles");
  }
  return { width, height };
}
