/**
 * Zeroed memory for a raster that a cipher works on: shared with its threads where the platform has
 * that (Node, and pages that are cross-origin isolated), so that they need no copies.
 */
export function workBuffer(length: number): Uint8Array {
  const shared = typeof SharedArrayBuffer !== "undefined";
  return new Uint8Array(shared ? new SharedArrayBuffer(length) : new ArrayBuffer(length));
}
