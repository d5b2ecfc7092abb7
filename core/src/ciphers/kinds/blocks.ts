import { tileBytes, tileRows } from "../../networks/tiles/tile-engine.ts";
import type { TilePart } from "../cipher.ts";
import { rowBytes, type Raster } from "../raster.ts";
import type { Block } from "../../networks/tiles/tile-engine.ts";

/** Tiles side by side in one block at the most: 2 MB, so that several threads find work. */
const blockTiles = 128;

export interface RasterBlock extends Block {
  /** Which 256 rows of the raster it belongs to. */
  readonly band: number;
}

/** Cuts some tiles of a raster, whose bytes stand for themselves, into blocks. */
export function partBlocks(
  raster: Omit<Raster, "data">,
  { data, top, left, width }: TilePart,
): Block[] {
  const columns = Math.ceil(rowBytes(raster) / tileBytes);
  const height = data.length / width;
  const result: Block[] = [];
  for (let row = 0; row < height; row += tileRows) {
    for (let at = 0; at < width; at += blockTiles * tileBytes) {
      result.push({
        data,
        offset: row * width + at,
        pitch: width,
        width: Math.min(blockTiles * tileBytes, width - at),
        rows: Math.min(tileRows, height - row),
        firstTile: ((top + row) / tileRows) * columns + (left + at) / tileBytes,
      });
    }
  }
  return result;
}

/** Cuts a raster into blocks of whole tiles, row by row. */
export function blocks(raster: Raster): RasterBlock[] {
  const pitch = rowBytes(raster);
  const columns = Math.ceil(pitch / tileBytes);
  const result: RasterBlock[] = [];
  for (let band = 0; band * tileRows < raster.height; band++) {
    const firstRow = band * tileRows;
    for (let column = 0; column < columns; column += blockTiles) {
      result.push({
        data: raster.data,
        offset: firstRow * pitch + column * tileBytes,
        pitch,
        width: Math.min(blockTiles * tileBytes, pitch - column * tileBytes),
        rows: Math.min(tileRows, raster.height - firstRow),
        firstTile: band * columns + column,
        band,
      });
    }
  }
  return result;
}
