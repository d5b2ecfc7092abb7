import type { Planes } from "../../networks/quantised/integer-convolution.ts";
import type { PlaneTriple } from "./plane-triples.ts";

/** A part of planes: rows and columns from, and up to but without. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export function box(left: number, top: number, right: number, bottom: number): Box {
  return { left, top, right, bottom };
}

/** Samples of a part, less 128. */
export function readBox(
  bytes: Uint8Array,
  { starts, right, down }: PlaneTriple,
  from: Box,
): Planes {
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

/** Writes the part `to` of the part that `outer` is. */
export function writeBox(
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
