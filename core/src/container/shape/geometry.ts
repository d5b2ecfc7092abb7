import { NeuroveilError, sizeText } from "../../errors.ts";
import { rowBytes, type Raster } from "../../ciphers/raster.ts";

/** Shape of a carrier: what a raster is, without its samples. */
export type Geometry = Omit<Raster, "data">;

/** Largest width and height of a PNG. */
export const mostPixelsAcross: number = 2 ** 31 - 1;

/** Most bytes of samples, with one filter byte a row, that are read or written. */
const mostCarrierBytes = 2 ** 31;

export function rasterBytes(geometry: Geometry): number {
  return geometry.height * rowBytes(geometry);
}

/** @throws NeuroveilError "limit" when a carrier of this shape would be too large */
export function checkSize(geometry: Geometry): void {
  const size = rasterBytes(geometry) + geometry.height;
  if (size <= mostCarrierBytes) return;
  throw new NeuroveilError("limit", {
    expected: `at most ${sizeText(mostCarrierBytes)} of samples`,
    got: sizeText(size),
    todo: "cut the input into parts",
  });
}
