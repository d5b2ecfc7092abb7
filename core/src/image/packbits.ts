import { damaged } from "./damaged.ts";

/** PackBits (TIFF 6.0, section 9): a byte n, then n + 1 bytes as they are, or one 1 - n times. */
export function unpackBits(bytes: Uint8Array, most: number, format: string): Uint8Array {
  const result = new Uint8Array(most);
  let length = 0;
  for (let at = 0; at < bytes.length && length < most;) {
    const n = (bytes[at++]! << 24) >> 24;
    if (n === -128) continue;
    const count = Math.min(n < 0 ? 1 - n : n + 1, most - length);
    const source = bytes.subarray(at, at + (n < 0 ? 1 : n + 1));
    if (source.length < (n < 0 ? 1 : count)) throw damaged(format, "a PackBits run is cut short");
    if (n < 0) result.fill(source[0]!, length, length + count);
    else result.set(source.subarray(0, count), length);
    at += source.length;
    length += count;
  }
  return result.subarray(0, length);
}
