import {
  runAutoencoderHalf,
  type AutoencoderHalf,
} from "../../networks/trained/conv-autoencoder.ts";
import { noPlanes, type ConvolvePlanes } from "../../networks/quantised/integer-convolution.ts";
import type { PlaneTriple } from "./plane-triples.ts";
import { box, readBox, writeBox } from "./triple-box.ts";

/** Samples across and down that are worked on at once: their hidden layers fit in a cache. */
const side = 128;

/** Bytes of a raster, as they go in and come out. */
export interface TripleBytes {
  readonly from: Uint8Array;
  /** Key samples, at the same places; none for networks without. */
  readonly keys?: Uint8Array;
  /** Not the memory of `from`: later tiles see what earlier ones saw. */
  readonly to: Uint8Array;
}

/**
 * Runs one half over three planes of a raster, tile by tile, each with as many rows and columns of its
 * neighbours as the layers see: the result is that of the whole planes at once, in little memory.
 * @param onTile awaited after each tile with the number of its samples
 */
export async function runTiles(
  half: AutoencoderHalf,
  triple: PlaneTriple,
  { from, keys, to }: TripleBytes,
  convolve: ConvolvePlanes,
  onTile: (samples: number) => Promise<void>,
): Promise<void> {
  const { width, height } = triple;
  const reach = half.reduce((sum, layer) => sum + (layer.side - 1) / 2, 0);
  for (let top = 0; top < height; top += side) {
    for (let left = 0; left < width; left += side) {
      const inner = box(left, top, Math.min(left + side, width), Math.min(top + side, height));
      const outer = box(
        Math.max(left - reach, 0),
        Math.max(top - reach, 0),
        Math.min(inner.right + reach, width),
        Math.min(inner.bottom + reach, height),
      );
      const x = readBox(from, triple, outer);
      const k = keys === undefined ? noPlanes(x) : readBox(keys, triple, outer);
      writeBox(runAutoencoderHalf(half, x, k, convolve), outer, to, triple, inner);
      await onTile(3 * (inner.right - left) * (inner.bottom - top));
    }
  }
}
