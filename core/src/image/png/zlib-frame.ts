/** How a zlib stream (RFC 1950) begins: deflate with a window of 32 KB, compressed quickly. */
export const zlibHead: Uint8Array = Uint8Array.of(0x78, 0x5e);

/** How it ends. @param adler of the bytes that it expands to */
export function zlibEnd(adler: number): Uint8Array {
  const sum = new Uint8Array(4);
  new DataView(sum.buffer).setUint32(0, adler);
  return sum;
}
