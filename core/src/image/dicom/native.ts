import { sampleSize } from "../carried.ts";
import { damaged } from "../damaged.ts";
import { keptAsFile } from "../not-pixels.ts";
import type { DicomImage } from "./data-set.ts";

/** Samples of a file, and where they end in it. */
export interface DicomSamples {
  /** Frame by frame, interleaved, big-endian. */
  readonly data: Uint8Array;
  readonly end: number;
  /** What decoded them, where that decides about samples. */
  readonly decoder?: string | undefined;
  /** What channels mean now, where decoding has changed that. */
  readonly photometric?: string | undefined;
  /** Bits from the lowest on in which they lie, where decoding tells. */
  readonly bits?: number;
}

type Shape = Pick<DicomImage, "columns" | "rows" | "frames" | "samples" | "allocated" | "planar">;

/** Reads samples that are not compressed. */
export function readNative(
  file: Uint8Array,
  image: DicomImage,
  order: "little" | "big",
): DicomSamples {
  const { columns, rows, frames, samples, allocated, element } = image;
  if (element.encapsulatedPixelData === true || element.hadUndefinedLength === true) {
    throw damaged("DICOM", "its pixels are compressed, which it does not say");
  }
  const count = columns * rows * frames * samples;
  const length = Math.ceil((count * allocated) / 8);
  const { dataOffset } = element;
  if (element.length < length || dataOffset + length > file.length) {
    throw damaged("DICOM", "its pixels are missing");
  }
  // Bytes of words, which stand in the other order.
  if (order === "big" && allocated === 8 && element.vr === "OW") {
    throw keptAsFile("a DICOM file of bytes in big-endian words", "bytes in their order");
  }
  const stored = file.subarray(dataOffset, dataOffset + length);
  if (allocated === 1 && count % 8 !== 0 && stored.at(-1)! >> (count % 8) !== 0) {
    throw keptAsFile("a DICOM file with something behind its last bit", "zeros");
  }
  const data = new Uint8Array(count * sampleSize(allocated));
  move(image, order, (to, from) => {
    data[to] = allocated === 1 ? (stored[from >> 3]! >> (from & 7)) & 1 : stored[from]!;
  });
  return { data, end: dataOffset + length };
}

/** The bytes that {@link readNative} has read. */
export function writeNative(data: Uint8Array, shape: Shape, order: "little" | "big"): Uint8Array {
  const { columns, rows, frames, samples, allocated } = shape;
  const count = columns * rows * frames * samples;
  const stored = new Uint8Array(Math.ceil((count * allocated) / 8));
  move(shape, order, (from, to) => {
    if (allocated === 1) stored[to >> 3]! |= data[from]! << (to & 7);
    else stored[to] = data[from]!;
  });
  return stored;
}

/** Calls `each` with the place of every byte (of single bits: every bit) here and in the file. */
function move(
  { columns, rows, frames, samples, allocated, planar }: Shape,
  order: "little" | "big",
  each: (here: number, there: number) => void,
): void {
  const size = allocated === 1 ? 1 : allocated / 8;
  const pixels = columns * rows;
  for (let frame = 0; frame < frames; frame++) {
    for (let sample = 0; sample < samples; sample++) {
      for (let pixel = 0; pixel < pixels; pixel++) {
        const place = planar ? sample * pixels + pixel : pixel * samples + sample;
        const here = ((frame * pixels + pixel) * samples + sample) * size;
        const there = (frame * pixels * samples + place) * size;
        for (let byte = 0; byte < size; byte++) {
          each(here + byte, there + (order === "little" ? size - 1 - byte : byte));
        }
      }
    }
  }
}
