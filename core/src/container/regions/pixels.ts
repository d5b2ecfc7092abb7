import { copyBytes } from "../../bytes/shared-memory.ts";
import type { Raster } from "../../ciphers/raster.ts";
import { stepBytes, type Steps } from "../../turns.ts";
import type { Geometry } from "../shape/geometry.ts";
import { workBuffer } from "../memory/work-buffer.ts";
import type { Area } from "../shape/area.ts";

/** Bytes of so many rectangles' pixels. */
export function regionBytes(areas: readonly Area[], geometry: Geometry): number {
  return pixelBytes(geometry) * areas.reduce((sum, { width, height }) => sum + width * height, 0);
}

/**
 * Takes a region's pixels out of a raster, rectangle by rectangle and row by row, and leaves zeros there.
 * @param threads that may work on them
 */
export function* takeOut(
  raster: Raster,
  areas: readonly Area[],
  threads: number | undefined,
): Steps<Uint8Array> {
  const region = workBuffer(regionBytes(areas, raster), threads);
  yield* eachRow(raster, areas, (row, done) => {
    copyBytes(row, region.subarray(done));
    row.fill(0);
  });
  return region;
}

/** Puts them back. */
export function* putBack(raster: Raster, areas: readonly Area[], region: Uint8Array): Steps {
  yield* eachRow(raster, areas, (row, done) => {
    copyBytes(region.subarray(done, done + row.length), row);
  });
}

/** Gives all pixels of a region one value. */
export function* paint(raster: Raster, areas: readonly Area[], pixel: Uint8Array): Steps {
  yield* eachRow(raster, areas, (row) => {
    for (let i = 0; i < row.length; i += pixel.length) row.set(pixel, i);
  });
}

function* eachRow(
  raster: Raster,
  areas: readonly Area[],
  visit: (row: Uint8Array, done: number) => void,
): Steps {
  const pixel = pixelBytes(raster);
  let done = 0;
  let since = 0;
  for (const { x, y, width, height } of areas) {
    for (let row = y; row < y + height; row++) {
      const start = (row * raster.width + x) * pixel;
      visit(raster.data.subarray(start, start + width * pixel), done);
      done += width * pixel;
      since += rowCost + width * pixel;
      if (since < stepBytes) continue;
      since = 0;
      yield;
    }
  }
}

/** What a row costs beyond its bytes. */
const rowCost = 1 << 8;

export function pixelBytes({
  channels,
  bytesPerSample,
}: Pick<Geometry, "channels" | "bytesPerSample">): number {
  return channels * bytesPerSample;
}
