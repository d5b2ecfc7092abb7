import { ByteReader } from "../byte-reader.ts";
import { damaged } from "../damaged.ts";
import type { BmpHeader } from "./header.ts";

/**
 * The indices of a BMP with runs (BI_RLE8, BI_RLE4): a count and an index, or pair of them, that is
 * repeated; or 0 and 0 end of row, 1 end of picture, 2 a step to the right and up, n so many as they
 * are. What is stepped over has index 0.
 * @returns also how many bytes were used
 */
export function readRuns(
  data: Uint8Array,
  { width, height, depth, topDown }: BmpHeader,
): { indices: Uint8Array; used: number } {
  const reader = new ByteReader(data, "BMP", { little: true });
  const indices = new Uint8Array(width * height);
  let [x, y] = [0, 0];
  const put = (index: number): void => {
    if (x >= width || y >= height) throw damaged("BMP", "its runs go beyond its size");
    indices[(topDown ? y : height - 1 - y) * width + x++] = index;
  };
  const nth = (byte: number, i: number): number =>
    depth === 8 ? byte : i % 2 === 0 ? byte >> 4 : byte & 15;
  for (;;) {
    const count = reader.u8();
    const value = reader.u8();
    if (count > 0) {
      for (let i = 0; i < count; i++) put(nth(value, i));
    } else if (value === 0) {
      [x, y] = [0, y + 1];
    } else if (value === 1) {
      return { indices, used: reader.at };
    } else if (value === 2) {
      x += reader.u8();
      y += reader.u8();
    } else {
      const bytes = reader.bytes(depth === 8 ? value : Math.ceil(value / 2));
      for (let i = 0; i < value; i++) put(nth(bytes[depth === 8 ? i : i >> 1]!, i));
      if (bytes.length % 2 === 1) reader.at += 1;
    }
  }
}
