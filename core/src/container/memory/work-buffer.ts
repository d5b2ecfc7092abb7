import { takeSpare } from "./spare-memory.ts";

/**
 * Zeroed memory for a raster that a cipher works on: shared with its threads where the platform has
 * that (Node, and pages that are cross-origin isolated), so that they need no copies.
 * @param threads how many the cipher may use; with one, nothing needs to be shared
 */
export function workBuffer(length: number, threads: number | undefined): Uint8Array {
  return new Uint8Array(
    isForThreads(threads) ? new SharedArrayBuffer(length) : new ArrayBuffer(length),
  );
}

/** The same where every byte is going to be written: what stands in it is undefined. */
export function reusedWorkBuffer(length: number, threads: number | undefined): Uint8Array {
  return takeSpare(length, isForThreads(threads)) ?? workBuffer(length, threads);
}

/** Whether such memory is shared. */
export function isForThreads(threads: number | undefined): boolean {
  return threads !== 1 && typeof SharedArrayBuffer !== "undefined";
}
