import { runAutoencoderHalf, type AutoencoderHalf } from "../networks/conv-autoencoder.ts";
import type { ConvolvePlanes, Planes } from "../networks/integer-convolution.ts";
import type { PlaneTriple } from "./plane-triples.ts";

/** Samples across and down that are worked on at once: their hidden layers fit in a cache. */
const side = 128;

/** Bytes of a raster, as they go in and come out. */
export interface TripleBytes {
  readonly from: Uint8Array;
  /** Key samples, at the same places. */
  readonly keys: Uint8Array;
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
      const [x, k] = [read(from, triple, outer), read(keys, triple, outer)];
      write(runAutoencoderHalf(half, x, k, convolve), outer, to, triple, inner);
      await onTile(3 * (inner.right - left) * (inner.bottom - top));
    }
  }
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function box(left: number, top: number, right: number, bottom: number): Box {
  return { left, top, right, bottom };
}

/** Samples less 128. */
function read(bytes: Uint8Array, { starts, right, down }: PlaneTriple, from: Box): Planes {
  const width = from.right - from.left;
  const height = from.bottom - from.top;
  const data = new Int16Array(3 * width * height);
  let i = 0;
  for (const start of starts) {
    for (let y = from.top; y < from.bottom; y++) {
      let at = start + y * down + from.left * right;
      for (const end = i + width; i < end; i++, at += right) data[i] = bytes[at]! - 128;
    }
  }
  return { channels: 3, height, width, data };
}

function write(
  { width, height, data }: Planes,
  outer: Box,
  bytes: Uint8Array,
  { starts, right, down }: PlaneTriple,
  to: Box,
): void {
  for (const [plane, start] of starts.entries()) {
    for (let y = to.top; y < to.bottom; y++) {
      let i = (plane * height + y - outer.top) * width + to.left - outer.left;
      let at = start + y * down + to.left * right;
      for (let x = to.left; x < to.right; x++, i++, at += right) bytes[at] = data[i]! + 128;
    }
  }
}
