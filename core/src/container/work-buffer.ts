/**
 * Zeroed memory for a raster that a cipher works on: shared with its threads where the platform has
 * that (Node, and pages that are cross-origin isolated), so that they need no copies.
 * @param threads how many the cipher may use; with one, nothing needs to be shared
 */
export function workBuffer(length: number, threads: number | undefined): Uint8Array {
  const shared = threads !== 1 && typeof SharedArrayBuffer !== "undefined";
  return new Uint8Array(shared ? new SharedArrayBuffer(length) : new ArrayBuffer(length));
}
