import { damaged } from "../damaged.ts";

const mostCodes = 4096;

/**
 * Unpacks GIF's LZW (appendix F of GIF89a): codes from the lowest bit on, of `codeSize` + 1 bits and
 * more as the table grows.
 * @param length how many indices there must be; what follows is left
 */
export function unpackLzw(bytes: Uint8Array, codeSize: number, length: number): Uint8Array {
  if (codeSize < 1 || codeSize > 8) throw damaged("GIF", `its code size is ${codeSize}`);
  const clear = 1 << codeSize;
  const end = clear + 1;
  // A string is the one before it and a last index.
  const before = new Uint16Array(mostCodes);
  const last = new Uint8Array(mostCodes);
  const lengths = new Uint16Array(mostCodes);
  for (let code = 0; code < clear; code++) {
    last[code] = code;
    lengths[code] = 1;
  }
  const result = new Uint8Array(length);
  let to = 0;
  let next = end + 1;
  let width = codeSize + 1;
  let previous = -1;
  let [buffer, bits] = [0, 0];
  let at = 0;
  while (to < length) {
    while (bits < width) {
      if (at === bytes.length) throw damaged("GIF", "some of its pixels are missing");
      buffer |= bytes[at++]! << bits;
      bits += 8;
    }
    const code = buffer & ((1 << width) - 1);
    buffer >>>= width;
    bits -= width;
    if (code === clear) {
      next = end + 1;
      width = codeSize + 1;
      previous = -1;
      continue;
    }
    if (code === end) throw damaged("GIF", "some of its pixels are missing");
    if (previous < 0 ? code > end : code > next) throw damaged("GIF", "its compressed pixels");
    if (previous >= 0 && next < mostCodes) {
      before[next] = previous;
      lengths[next] = lengths[previous]! + 1;
      let first = code === next ? previous : code;
      while (first >= clear) first = before[first]!;
      last[next] = first;
      next += 1;
      if (next === 1 << width && width < 12) width += 1;
    }
    if (code >= next) throw damaged("GIF", "its compressed pixels");
    let place = to + lengths[code]! - 1;
    to = place + 1;
    for (let rest = code; ; rest = before[rest]!) {
      if (place < length) result[place] = last[rest]!;
      if (rest < clear) break;
      place -= 1;
    }
    previous = code;
  }
  return result;
}
