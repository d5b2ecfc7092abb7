/**
 * Zeroed memory for a raster that a cipher works on: shared with its threads where the platform has
 * that (Node, and pages that are cross-origin isolated), so that they need no copies.
 * @param threads how many the cipher may use; with one, nothing needs to be shared
 */
export function workBuffer(length: number, threads: number | undefined): Uint8Array {
  const shared = threads !== 1 && typeof SharedArrayBuffer !== "undefined";
  return new Uint8Array(shared ? new SharedArrayBuffer(length) : new ArrayBuffer(length));
}

/**
 * The same, its pages taken from the system at once: that takes longer than anything else that is
 * done to them, and is best done while another thread is decoding what they are for.
 */
export function touchedWorkBuffer(length: number, threads: number | undefined): Uint8Array {
  const buffer = workBuffer(length, threads);
  for (let i = 0; i < length; i += 4096) buffer[i] = 0;
  return buffer;
}
