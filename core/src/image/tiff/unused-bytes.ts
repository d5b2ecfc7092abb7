import { stepBytes, type Steps } from "../../turns.ts";
import type { Leftover } from "../leftover.ts";
import type { Page } from "./describe.ts";
import type { Extent, TiffDirectory } from "./directory.ts";
import { storedExtents } from "./pages.ts";

/**
 * What no directory points to. Zeros around it fill up, and tell nothing.
 * @param copies directories of what stands beside the pages
 */
export function* unusedBytes(
  file: Uint8Array,
  pages: readonly Page[],
  copies: readonly TiffDirectory[],
): Steps<Leftover[]> {
  // A large file has millions: more than a call takes arguments.
  const used: Extent[] = [{ start: file.length, end: file.length }];
  for (const { directory, layout } of pages) {
    for (const extent of directory.extents) used.push(extent);
    for (const { offset, length } of layout.blocks)
      used.push({ start: offset, end: offset + length });
  }
  for (const copy of copies) {
    for (const extent of copy.extents) used.push(extent);
    for (const extent of storedExtents(copy)) used.push(extent);
  }
  used.sort((a, b) => a.start - b.start);
  let [bytes, at] = [0, 0];
  for (const { start, end } of used) {
    if (start > at) bytes += yield* withoutZeros(file.subarray(at, start));
    at = Math.max(at, end);
  }
  return bytes === 0 ? [] : [{ what: "data that none of its pages has", bytes }];
}

/** Bytes from the first that is not zero to the last. */
function* withoutZeros(gap: Uint8Array): Steps<number> {
  let [first, last] = [gap.length, -1];
  for (let i = 0; i < gap.length; i++) {
    if (i % stepBytes === stepBytes - 1) yield;
    if (gap[i] === 0) continue;
    first = Math.min(first, i);
    last = i;
  }
  return Math.max(0, last + 1 - first);
}
