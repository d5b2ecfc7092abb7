import { uint, half } from "./sample-types.ts";
import type { Block } from "./compression.ts";

/**
 * Undoes what PXR24 makes of samples before they are deflated (ImfPxr24Compressor of OpenEXR): differences in
 * a row, of which all highest bytes come first. Floats have lost their lowest byte when they were written.
 * @param bytes of `packedPxr24` length
 */
export function unpackPxr24(bytes: Uint8Array, block: Block): Uint8Array {
  const { width, rows, channels, size, type } = block;
  const stored = pxr24SampleBytes(type);
  const raw = new Uint8Array(block.bytes);
  const view = new DataView(raw.buffer);
  for (let row = 0; row < rows * channels; row++) {
    const start = row * width * stored;
    let sample = 0;
    for (let x = 0; x < width; x++) {
      let difference = 0;
      for (let byte = 0; byte < stored; byte++) {
        difference = (difference << 8) | bytes[start + byte * width + x]!;
      }
      sample = (sample + difference) | 0;
      const at = (row * width + x) * size;
      if (type === half) view.setUint16(at, sample & 0xffff, true);
      else view.setInt32(at, type === uint ? sample : sample << 8, true);
    }
  }
  return raw;
}

/** Bytes that a sample has among the differences. */
function pxr24SampleBytes(type: number): number {
  if (type === half) return 2;
  return type === uint ? 4 : 3;
}

/** Bytes of a block's differences. */
export function pxr24Bytes({ width, rows, channels, type }: Block): number {
  return width * rows * channels * pxr24SampleBytes(type);
}
