import { concat } from "../../bytes/arrays.ts";
import { stepBytes, type Steps } from "../../turns.ts";

const mostCodes = 4096;

/**
 * Packs indices as a GIF stores them (appendix F of GIF89a): the code size, blocks of up to 255 bytes of
 * codes, and an empty one. The longest string of the table each time; the table begins anew when it is full.
 * @param codeSize bits of an index, 2 to 8
 */
export function* packLzw(indices: Uint8Array, codeSize: number): Steps<Uint8Array> {
  const clear = 1 << codeSize;
  const codes = new CodeWriter();
  // The string of a code and one more index: 0 where there is none yet.
  const longer = new Uint16Array(mostCodes << codeSize);
  let next = clear + 2;
  let width = codeSize + 1;
  codes.write(clear, width);
  let known = indices[0] ?? 0;
  for (let i = 1; i < indices.length; i++) {
    if (i % stepBytes === 0) yield;
    const index = indices[i]!;
    const place = (known << codeSize) | index;
    const found = longer[place]!;
    if (found !== 0) {
      known = found;
      continue;
    }
    codes.write(known, width);
    known = index;
    if (next < mostCodes) {
      // A reader is one string behind.
      if (next === 1 << width) width += 1;
      longer[place] = next++;
      continue;
    }
    codes.write(clear, width);
    longer.fill(0);
    next = clear + 2;
    width = codeSize + 1;
  }
  codes.write(known, width);
  if (next === 1 << width && width < 12) width += 1;
  codes.write(clear + 1, width);
  return concat([Uint8Array.of(codeSize), ...blocks(codes.end()), Uint8Array.of(0)]);
}

function blocks(bytes: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += 255) {
    const part = bytes.subarray(at, at + 255);
    parts.push(Uint8Array.of(part.length), part);
  }
  return parts;
}

/** Writes codes from the lowest bit on. */
class CodeWriter {
  #bytes = new Uint8Array(1024);
  #length = 0;
  #buffer = 0;
  #bits = 0;

  write(code: number, width: number): void {
    this.#buffer |= code << this.#bits;
    this.#bits += width;
    while (this.#bits >= 8) {
      this.#push(this.#buffer & 255);
      this.#buffer >>>= 8;
      this.#bits -= 8;
    }
  }

  end(): Uint8Array {
    if (this.#bits > 0) this.#push(this.#buffer);
    return this.#bytes.subarray(0, this.#length);
  }

  #push(byte: number): void {
    if (this.#length === this.#bytes.length) {
      const longer = new Uint8Array(2 * this.#length);
      longer.set(this.#bytes);
      this.#bytes = longer;
    }
    this.#bytes[this.#length++] = byte;
  }
}
