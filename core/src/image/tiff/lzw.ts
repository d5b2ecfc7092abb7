import { damaged } from "../damaged.ts";
import { keptAsFile } from "../not-pixels.ts";

const clear = 256;
const end = 257;
const mostCodes = 4096;

/**
 * Unpacks TIFF's LZW (TIFF 6.0, section 13): codes from the highest bit on, of 9 bits and more, one code
 * earlier than the table asks for.
 * @param most where to stop
 * @param onEnd told how many bytes were used up, with the code for the end where there may be one
 */
export function unpackLzw(
  bytes: Uint8Array,
  most: number,
  onEnd?: (used: number) => void,
): Uint8Array {
  // Writers of TIFF 5 began with the low bits; libtiff tells them by the first code, too.
  if (bytes[0] === 0 && (bytes[1]! & 1) === 1) {
    throw keptAsFile("a TIFF of the old LZW code", "a TIFF of version 6");
  }
  const before = new Uint16Array(mostCodes);
  const last = new Uint8Array(mostCodes);
  const lengths = new Uint16Array(mostCodes);
  for (let code = 0; code < clear; code++) {
    last[code] = code;
    lengths[code] = 1;
  }
  const result = new Uint8Array(most);
  let [to, at, buffer, bits] = [0, 0, 0, 0];
  let next = end + 1;
  let width = 9;
  let previous = -1;
  while (to < most) {
    while (bits < width && at < bytes.length) {
      buffer = ((buffer << 8) | bytes[at++]!) & 0xffffff;
      bits += 8;
    }
    if (bits < width) break;
    const code = (buffer >> (bits - width)) & ((1 << width) - 1);
    bits -= width;
    if (code === end) break;
    if (code === clear) {
      next = end + 1;
      width = 9;
      previous = -1;
      continue;
    }
    if (previous < 0 ? code >= clear : code > next) throw damaged("TIFF", "its compressed data");
    if (previous >= 0 && next < mostCodes) {
      let first = code === next ? previous : code;
      while (first >= clear) first = before[first]!;
      before[next] = previous;
      last[next] = first;
      lengths[next] = lengths[previous]! + 1;
      next += 1;
    }
    if (code >= next) throw damaged("TIFF", "its compressed data");
    if (next + 1 === 1 << width && width < 12) width += 1;
    const length = lengths[code]!;
    let place = to + length - 1;
    for (let rest = code; ; rest = before[rest]!) {
      if (place < most) result[place] = last[rest]!;
      if (rest < clear) break;
      place -= 1;
    }
    to += length;
    previous = code;
  }
  if (to >= most) {
    for (; bits < width && at < bytes.length; bits += 8) {
      buffer = ((buffer << 8) | bytes[at++]!) & 0xffffff;
    }
    if (bits >= width && ((buffer >> (bits - width)) & ((1 << width) - 1)) === end) bits -= width;
  }
  onEnd?.(at - (bits >> 3));
  return result.subarray(0, Math.min(to, most));
}
