import { damaged } from "../damaged.ts";
import type { Block } from "./compression.ts";
import { half } from "./sample-types.ts";

/** Places in a square of 4 x 4, as their differences come, and from which each is one. */
const order = [4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15] as const;
const before = (place: number): number => (place % 4 === 0 ? place - 4 : place - 1);

/**
 * Unpacks B44 and B44A (ImfB44Compressor of OpenEXR): half samples in squares of 14 bytes, a sample and 15
 * differences of 6 bits, or of 3 bytes where all 16 are the same.
 */
export function unpackB44(packed: Uint8Array, block: Block): Uint8Array {
  const { width, rows, channels, size, type } = block;
  // Samples of other kinds are stored as they are.
  if (type !== half) throw damaged("OpenEXR", "its samples");
  const raw = new Uint8Array(block.bytes);
  const square = new Uint16Array(16);
  let at = 0;
  for (let channel = 0; channel < channels; channel++) {
    const place = (x: number, y: number): number => ((y * channels + channel) * width + x) * size;
    for (let top = 0; top < rows; top += 4) {
      for (let left = 0; left < width; left += 4) {
        at += readSquare(packed, at, square);
        for (let i = 0; i < 16; i++) {
          const [x, y] = [left + (i & 3), top + (i >> 2)];
          if (x >= width || y >= rows) continue;
          const sample = square[i]!;
          raw[place(x, y)] = sample & 255;
          raw[place(x, y) + 1] = sample >> 8;
        }
      }
    }
  }
  if (at !== packed.length) throw damaged("OpenEXR", "its squares");
  return raw;
}

/** @returns how many bytes it takes */
function readSquare(packed: Uint8Array, at: number, square: Uint16Array): 3 | 14 {
  const shift = packed[at + 2]! >> 2;
  const first = (packed[at]! << 8) | packed[at + 1]!;
  // No half has so many bits.
  const flat = shift >= 13;
  if (at + (flat ? 3 : 14) > packed.length) throw damaged("OpenEXR", "its squares");
  square.fill(first);
  if (!flat) {
    for (const [i, place] of order.entries()) {
      const bit = 22 + 6 * i;
      const byte = at + (bit >> 3);
      const difference = ((packed[byte]! << 8) | (packed[byte + 1] ?? 0)) >> (10 - (bit & 7));
      square[place] = square[before(place)]! + ((difference & 63) << shift) - (32 << shift);
    }
  }
  // Halves in the order of their values.
  for (let i = 0; i < 16; i++) {
    const sample = square[i]!;
    square[i] = (sample & 0x8000) === 0 ? ~sample : sample & 0x7fff;
  }
  return flat ? 3 : 14;
}
