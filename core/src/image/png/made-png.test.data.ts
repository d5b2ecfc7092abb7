import { deflateSync } from "node:zlib";
import { concat } from "../../bytes/arrays.ts";
import { chunkBytes, pngSignature } from "./chunks.ts";
import { headerBytes, type PngHeader } from "./header.ts";

/** Pseudo-random bytes that are the same in every run (Park and Miller's generator). */
export function noise(length: number, seed: number): Uint8Array {
  let state = seed + 1;
  return Uint8Array.from({ length }, () => {
    state = (state * 48271) % 0x7fffffff;
    return state >> 8;
  });
}

/** A chunk's type and content. */
export type Part = readonly [type: string, data: Uint8Array];

/** A PNG file of any chunks. */
export function pngOf(parts: readonly Part[]): Uint8Array {
  return concat([pngSignature, ...parts.map(([type, data]) => chunkBytes(type, data))]);
}

/** A PNG file: header, chunks before the data, filtered rows, chunks after the data; `rest` ends IDAT. */
export function pngFile(
  header: PngHeader,
  filtered: Uint8Array,
  before: readonly Part[] = [],
  after: readonly Part[] = [],
  rest: Uint8Array = new Uint8Array(),
): Uint8Array {
  return pngOf([
    ["IHDR", headerBytes(header)],
    ...before,
    ["IDAT", concat([deflateSync(filtered), rest])],
    ...after,
    ["IEND", new Uint8Array()],
  ]);
}
