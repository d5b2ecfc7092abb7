import type { PlaneLayout } from "../../layers/circular-convolution.ts";

/** What the kernel's weights leave free (assembly/circular.ts). */
const first = 2048;
const vector = 16;

/** Where an image of rows of whole vectors, its frame and its bits lie in the kernel's memory. */
export interface MemoryLayout {
  /** Bytes of a row that count. */
  readonly pitch: number;
  /** Bytes from a row of the image to the next. */
  readonly line: number;
  /** Bytes from a row of the frame to the next. */
  readonly apart: number;
  /** Rows of bits, of 1, 2, 4 or 8 bands in a byte, and the bytes from one to the next. */
  readonly rows: number;
  readonly bands: number;
  readonly span: number;
  readonly image: number;
  readonly frame: number;
  /** Eight planes of bits, `plane` bytes each, and one more. */
  readonly bits: number;
  readonly plane: number;
  readonly spare: number;
  readonly end: number;
}

/** @param layout width and height are powers of two */
export function layOut({ width, height, stride }: PlaneLayout): MemoryLayout {
  const pitch = width * stride;
  const line = wholeVectors(pitch);
  const apart = line + wholeVectors(2 * stride);
  const bands = Math.min(8, height);
  const rows = height / bands;
  const span = 2 * line + vector;
  const frame = first + line * height;
  const bits = frame + apart * (height + 2);
  const plane = span * rows;
  const spare = bits + 8 * plane;
  const end = spare + plane;
  return { pitch, line, apart, rows, bands, span, image: first, frame, bits, plane, spare, end };
}

function wholeVectors(bytes: number): number {
  return vector * Math.ceil(bytes / vector);
}
