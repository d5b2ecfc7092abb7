import { inTurns } from "../../turns.ts";
import { carried, sampleSize } from "../carried.ts";
import type { DecodeOptions } from "../decode-options.ts";
import type { Image } from "../image.ts";
import { boundedSize } from "../limits.ts";
import { keptAsFile } from "../not-pixels.ts";
import type { ImageOrigin, Layout } from "../origin.ts";
import { mostBeside } from "./beside.ts";
import { nativeSyntaxes, readDataSet, type DicomImage } from "./data-set.ts";
import { withoutDeflate } from "./deflated.ts";
import { decodeFrames } from "./frames.ts";
import { nativeHead } from "./native-head.ts";
import { readNative } from "./native.ts";

/**
 * Decodes a DICOM file: all bits that its samples take, of every frame. All of its elements are kept, so
 * that the same file is made again; of one with compressed pixels or a deflated data set, the same without
 * compression.
 * @throws NotPixels "broken" or "unsupported", NeuroveilError "limit"
 */
export async function decodeDicom(given: Uint8Array, options: DecodeOptions = {}): Promise<Image> {
  const file = await withoutDeflate(given, options);
  const image = await readDataSet(file);
  const { columns, rows, frames, samples, allocated } = image;
  const size = sampleSize(allocated);
  const shape = { width: columns, height: rows * frames, channels: samples * size, bits: 8 };
  const length = boundedSize(shape, options);
  const { element, signed, syntax } = image;
  const order = nativeSyntaxes[syntax];
  const native = order !== undefined;
  const read = native
    ? readNative(file, image, order)
    : await decodeFrames(file, image, length, options);
  const { data, end, decoder } = read;
  if (element.dataOffset + file.length - end > mostBeside) {
    throw keptAsFile("a DICOM file with more than 128 MiB beside its pixels", "less");
  }
  const head = native ? file.slice(0, element.dataOffset) : nativeHead(file, image, read, length);
  // Pixel data has an even length.
  const tail = native ? file.slice(end) : padded(file.slice(end), length);
  const layout: Layout = {
    channels: samples,
    bits: depthOf(image, data),
    kind: signed ? "signed" : "unsigned",
    pages: frames,
  };
  const origin: ImageOrigin = {
    format: "dicom",
    ...(decoder !== undefined && { decoder }),
    fields: {
      head,
      tail,
      order: order ?? "little",
      planar: native && image.planar ? 1 : 0,
      allocated,
    },
  };
  const pictures = { width: columns, height: rows, layout, data };
  return await inTurns(carried(pictures, origin, { metadata: {} }), options.signal);
}

function padded(tail: Uint8Array, length: number): Uint8Array {
  if (length % 2 === 0) return tail;
  const result = new Uint8Array(tail.length + 1);
  result.set(tail, 1);
  return result;
}

/** The bits that samples use, where they use no others; else those that they take. */
function depthOf({ stored, allocated, signed }: DicomImage, data: Uint8Array): number {
  const size = sampleSize(allocated);
  if (signed || size > 2 || stored === allocated || sampleSize(stored) !== size) return allocated;
  const unused = 0xff & ~((1 << (stored - 8 * (size - 1))) - 1);
  for (let i = 0; i < data.length; i += size) if ((data[i]! & unused) !== 0) return allocated;
  return stored;
}
