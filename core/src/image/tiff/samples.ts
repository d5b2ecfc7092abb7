import { sampleSize } from "../carried.ts";
import type { TiffBlock, TiffLayout } from "./layout.ts";

/**
 * Puts the samples of an unpacked block where they belong in a picture's data, big-endian.
 * @param bytes the block's; differences are undone in place
 * @param swapped whether samples of several bytes have their low byte first
 */
export function placeBlock(
  bytes: Uint8Array,
  block: TiffBlock,
  layout: TiffLayout,
  swapped: boolean,
  data: Uint8Array,
): void {
  const { width, channels, bits, rowBytes, blockChannels, predictor } = layout;
  const size = sampleSize(bits);
  const samples = block.columns * blockChannels;
  const stored = bits / 8;
  const whole = Number.isInteger(stored);
  for (let y = 0; y < block.rows; y++) {
    let row = bytes.subarray(y * rowBytes, (y + 1) * rowBytes);
    if (predictor === 3) row = floatsOf(row, blockChannels, stored);
    else if (whole && stored > 1 && swapped) turnRound(row, stored);
    if (predictor === 2) addUp(row, blockChannels, size);
    let to = (((block.y + y) * width + block.x) * channels + block.channel) * size;
    if (stored === size && blockChannels === channels) {
      data.set(row.subarray(0, samples * size), to);
      continue;
    }
    const step = (blockChannels === channels ? 1 : channels) * size;
    for (let i = 0; i < samples; i++, to += step) {
      if (whole) {
        for (let byte = 0; byte < stored; byte++) {
          data[to + size - stored + byte] = row[i * stored + byte]!;
        }
        continue;
      }
      const value = bitsAt(row, i * bits, bits);
      if (size === 2) data[to] = value >> 8;
      data[to + size - 1] = value;
    }
  }
}

/** Turns the bits of every byte round (FillOrder 2), in place. */
export function reverseBits(bytes: Uint8Array): void {
  for (let i = 0; i < bytes.length; i++) {
    let [rest, byte] = [bytes[i]!, 0];
    for (let bit = 0; bit < 8; bit++, rest >>= 1) byte = (byte << 1) | (rest & 1);
    bytes[i] = byte;
  }
}

/** The `count` bits from bit `at` on, which lie in three bytes at the most. */
function bitsAt(row: Uint8Array, at: number, count: number): number {
  const i = at >>> 3;
  const three = (row[i]! << 16) | ((row[i + 1] ?? 0) << 8) | (row[i + 2] ?? 0);
  return (three >> (24 - (at & 7) - count)) & ((1 << count) - 1);
}

/** Makes samples of their differences from those of the pixel to the left, modulo what they hold. */
function addUp(row: Uint8Array, channels: number, size: number): void {
  const step = channels * size;
  for (let i = step; i + size <= row.length; i += size) {
    let sum = 0;
    for (let byte = i + size - 1; byte >= i; byte--) {
      sum = row[byte]! + row[byte - step]! + (sum >> 8);
      row[byte] = sum;
    }
  }
}

/** Floats, big-endian, of rows with predictor 3 (Adobe Photoshop TIFF Technical Note 3). */
function floatsOf(row: Uint8Array, channels: number, size: number): Uint8Array {
  const count = Math.floor(row.length / size);
  const result = new Uint8Array(count * size);
  for (let i = channels; i < row.length; i++) row[i] = row[i]! + row[i - channels]!;
  for (let i = 0; i < count; i++) {
    for (let byte = 0; byte < size; byte++) result[i * size + byte] = row[byte * count + i]!;
  }
  return result;
}

function turnRound(row: Uint8Array, size: number): void {
  for (let i = 0; i + size <= row.length; i += size) {
    for (let low = i, high = i + size - 1; low < high; low++, high--) {
      const first = row[low]!;
      row[low] = row[high]!;
      row[high] = first;
    }
  }
}
