import { damaged } from "./damaged.ts";

/**
 * PackBits (TIFF 6.0, section 9): a byte n, then n + 1 bytes as they are, or one 1 - n times.
 * @param onEnd told how many bytes were used up, those of a last run that has too many not among them
 */
export function unpackBits(
  bytes: Uint8Array,
  most: number,
  format: string,
  onEnd?: (used: number) => void,
): Uint8Array {
  const result = new Uint8Array(most);
  let length = 0;
  let at = 0;
  while (at < bytes.length && length < most) {
    const n = (bytes[at++]! << 24) >> 24;
    if (n === -128) continue;
    const count = Math.min(n < 0 ? 1 - n : n + 1, most - length);
    const source = bytes.subarray(at, at + (n < 0 ? 1 : n + 1));
    if (source.length < (n < 0 ? 1 : count)) throw damaged(format, "a PackBits run is cut short");
    if (n < 0) result.fill(source[0]!, length, length + count);
    else result.set(source.subarray(0, count), length);
    at += n < 0 ? 1 : count;
    length += count;
  }
  onEnd?.(at);
  return result.subarray(0, length);
}
