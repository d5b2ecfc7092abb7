import { bytesPerSample } from "../image.ts";
import type { TiffBlock, TiffLayout } from "./layout.ts";

/**
 * Puts the samples of an unpacked block where they belong in an image's data.
 * @param bytes the block's; differences are undone in place
 * @param swapped whether samples of 16 bits have their low byte first
 */
export function placeBlock(
  bytes: Uint8Array,
  block: TiffBlock,
  layout: TiffLayout,
  swapped: boolean,
  data: Uint8Array,
): void {
  const { width, channels, bits, rowBytes, blockChannels } = layout;
  const size = bytesPerSample(bits);
  const samples = block.columns * blockChannels;
  for (let y = 0; y < block.rows; y++) {
    const row = bytes.subarray(y * rowBytes, (y + 1) * rowBytes);
    if (bits === 16 && swapped) swapPairs(row);
    if (layout.differences) addUp(row, blockChannels, size);
    let to = (((block.y + y) * width + block.x) * channels + block.channel) * size;
    if (bits % 8 === 0 && blockChannels === channels) {
      data.set(row.subarray(0, samples * size), to);
      continue;
    }
    const step = (blockChannels === channels ? 1 : channels) * size;
    for (let i = 0; i < samples; i++, to += step) {
      const value = bitsAt(row, i * bits, bits);
      if (size === 2) data[to] = value >> 8;
      data[to + size - 1] = value;
    }
  }
}

/** The `count` bits from bit `at` on, which lie in three bytes at the most. */
function bitsAt(row: Uint8Array, at: number, count: number): number {
  const i = at >>> 3;
  const three = (row[i]! << 16) | ((row[i + 1] ?? 0) << 8) | (row[i + 2] ?? 0);
  return (three >> (24 - (at & 7) - count)) & ((1 << count) - 1);
}

/** Makes samples of their differences from those of the pixel to the left, modulo 2^8 or 2^16. */
function addUp(row: Uint8Array, channels: number, size: 1 | 2): void {
  const step = channels * size;
  for (let i = step; i < row.length; i += size) {
    if (size === 1) {
      row[i] = row[i]! + row[i - step]!;
      continue;
    }
    const low = row[i + 1]! + row[i - step + 1]!;
    row[i + 1] = low;
    row[i] = row[i]! + row[i - step]! + (low >> 8);
  }
}

function swapPairs(row: Uint8Array): void {
  for (let i = 0; i + 1 < row.length; i += 2) {
    const first = row[i]!;
    row[i] = row[i + 1]!;
    row[i + 1] = first;
  }
}
