import { ByteReader } from "../byte-reader.ts";
import { damaged } from "../damaged.ts";
import type { DecodedFrame } from "../decoded-frame.ts";
import { keptAsFile } from "../not-pixels.ts";
import { unpackBits } from "../packbits.ts";
import type { DicomImage } from "./data-set.ts";

/**
 * Decodes a frame of RLE (PS3.5, annex G): a segment for each byte of each sample, the highest first,
 * in PackBits.
 */
export function decodeRle(
  frame: Uint8Array,
  { columns, rows, samples, allocated, signed }: DicomImage,
): DecodedFrame {
  if (allocated !== 8 && allocated !== 16) {
    throw keptAsFile(`a DICOM file with RLE of ${allocated} bits`, "8 or 16 bits");
  }
  const size = allocated / 8;
  const reader = new ByteReader(frame, "DICOM", { little: true });
  const count = reader.u32();
  if (count !== samples * size || count > 15) throw damaged("DICOM", "its segments");
  const starts = Array.from({ length: count }, () => reader.u32());
  const pixels = columns * rows;
  const data = new Uint8Array(pixels * count);
  for (const [i, start] of starts.entries()) {
    const segment = frame.subarray(start, starts[i + 1] ?? frame.length);
    if (start < 64 || segment.length * 64 < pixels)
      throw damaged("DICOM", "its pixels are missing");
    const bytes = unpackBits(segment, pixels, "DICOM");
    if (bytes.length < pixels) throw damaged("DICOM", "its pixels are missing");
    for (let pixel = 0, to = i; pixel < pixels; pixel++, to += count) data[to] = bytes[pixel]!;
  }
  return { width: columns, height: rows, channels: samples, bits: allocated, signed, data };
}
