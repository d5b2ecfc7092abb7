import { ByteReader } from "../byte-reader.ts";
import { damaged } from "../damaged.ts";
import type { DecodedFrame } from "../decoded-frame.ts";
import { tailOf, type Leftover } from "../leftover.ts";
import { keptAsFile } from "../not-pixels.ts";
import { unpackBits } from "../packbits.ts";
import type { DicomImage } from "./data-set.ts";

/** Numbers of the header: how many segments there are, and where fifteen of them start. */
const headerBytes = 64;

/**
 * Decodes a frame of RLE (PS3.5, annex G): a segment for each byte of each sample, the highest first,
 * in PackBits.
 * @returns also what of it is in no segment's samples
 */
export function decodeRle(
  frame: Uint8Array,
  { columns, rows, samples, allocated, signed }: DicomImage,
): DecodedFrame & { readonly leftovers: readonly Leftover[] } {
  if (allocated !== 8 && allocated !== 16) {
    throw keptAsFile(`a DICOM file with RLE of ${allocated} bits`, "8 or 16 bits");
  }
  const size = allocated / 8;
  const reader = new ByteReader(frame, "DICOM", { little: true });
  const count = reader.u32();
  if (count !== samples * size || count > 15) throw damaged("DICOM", "its segments");
  const starts = Array.from({ length: count }, () => reader.u32());
  const leftovers: Leftover[] = [];
  const unused = frame.subarray(reader.at, headerBytes);
  if (unused.some((byte) => byte !== 0)) {
    leftovers.push({ what: "unused numbers in a frame's header (RLE)", bytes: unused.length });
  }
  leftovers.push(...tailOf(frame.subarray(headerBytes, starts[0]), "a frame's header (RLE)"));
  const pixels = columns * rows;
  const data = new Uint8Array(pixels * count);
  for (const [i, start] of starts.entries()) {
    const segment = frame.subarray(start, starts[i + 1] ?? frame.length);
    if (start < headerBytes || segment.length * 64 < pixels)
      throw damaged("DICOM", "its pixels are missing");
    let used = 0;
    const bytes = unpackBits(segment, pixels, "DICOM", (end) => void (used = end));
    if (bytes.length < pixels) throw damaged("DICOM", "its pixels are missing");
    const behind = segment.subarray(used);
    // A zero makes its length even.
    if (behind.length > 1 || (behind[0] ?? 0) !== 0) {
      leftovers.push(...tailOf(behind, "a segment's samples (RLE)"));
    }
    for (let pixel = 0, to = i; pixel < pixels; pixel++, to += count) data[to] = bytes[pixel]!;
  }
  return {
    width: columns,
    height: rows,
    channels: samples,
    bits: allocated,
    signed,
    data,
    leftovers,
  };
}
