import { NeuroveilError, sizeText } from "../../errors.ts";
import { rowBytes, type Raster } from "../../ciphers/raster.ts";

/** Shape of a carrier: what a raster is, without its samples. */
export type Geometry = Omit<Raster, "data">;

/** Largest width and height of a PNG. */
export const mostPixelsAcross: number = 2 ** 31 - 1;

/** Most bytes of samples, with one filter byte a row. */
const mostCarrierBytes = 2 ** 40;
/** The same of one row, and of what is in memory as a whole. */
const mostRowBytes = 2 ** 31;
const mostMemoryBytes = 2 ** 31;

export function rasterBytes(geometry: Geometry): number {
  return geometry.height * rowBytes(geometry);
}

/** @throws NeuroveilError "limit" when a carrier of this shape would be too large for the format */
export function checkSize(geometry: Geometry): void {
  const size = rasterBytes(geometry) + geometry.height;
  if (size > mostCarrierBytes) throw tooLarge(mostCarrierBytes, "samples", size);
  const row = rowBytes(geometry) + 1;
  if (row > mostRowBytes) throw tooLarge(mostRowBytes, "samples a row", row);
}

/** @throws NeuroveilError "limit" when one would be too large to be worked on as a whole */
export function checkMemory(geometry: Geometry): void {
  checkSize(geometry);
  if (rasterBytes(geometry) + geometry.height <= mostMemoryBytes) return;
  throw new NeuroveilError("limit", {
    expected: `at most ${sizeText(mostMemoryBytes)} of samples in memory`,
    got: sizeText(rasterBytes(geometry)),
    todo: inPartsInstead,
  });
}

/** What is said where something is too large for memory, and would not be otherwise. */
export const inPartsInstead: string =
  "files, PNG and TIFF need not fit in memory with hybrid, cnn-only, hybrid-first and cnn-only-first";

function tooLarge(most: number, what: string, got: number): NeuroveilError {
  return new NeuroveilError("limit", {
    expected: `at most ${sizeText(most)} of ${what}`,
    got: sizeText(got),
    todo: "cut the input into parts",
  });
}
