import { tileBytes, tileRows } from "../../networks/tile-engine.ts";
import { rowBytes, type Raster } from "../raster.ts";
import type { Block } from "../../networks/tile-engine.ts";

/** Tiles side by side in one block at the most: 2 MB, so that several threads find work. */
const blockTiles = 128;

export interface RasterBlock extends Block {
  /** Which 256 rows of the raster it belongs to. */
  readonly band: number;
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
