import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { deflateParts } from "./deflate.node.ts";

const mebibyte = 1 << 20;

/** Repetitive with long distances, so that parts refer to what stands before them. */
function text(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => ((i * i) >> 7) ^ (i % 20_011));
}

test.each([0, 1, mebibyte - 1, mebibyte, mebibyte + 1, 3 * mebibyte, 3 * mebibyte + 12_345])(
  "%d bytes become one zlib stream",
  async (length) => {
    const bytes = text(length);
    const stream = await deflateParts(bytes);
    // Inflating checks the Adler-32 and that the stream ends where it should.
    expect(Buffer.compare(inflateSync(stream), bytes)).toBe(0);
    expect(stream[0]).toBe(0x78);
    expect(((stream[0]! << 8) | stream[1]!) % 31).toBe(0);
  },
);
