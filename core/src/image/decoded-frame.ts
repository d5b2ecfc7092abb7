import { damaged } from "./damaged.ts";

/** Samples as a codec gives them. */
export interface DecodedFrame {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly bits: number;
  readonly signed: boolean;
  /** Interleaved; of one byte up to 8 bits, else of two, big-endian. */
  readonly data: Uint8Array;
}

/**
 * Samples of a codec that gives words with the low byte first, or planes.
 * @param format as in "JPEG 2000"
 * @throws NotPixels when there are other samples than the shape says
 */
export function decodedFrame(
  format: string,
  shape: Omit<DecodedFrame, "data">,
  stored: Uint8Array,
  planes: boolean,
): DecodedFrame {
  const { width, height, channels, bits } = shape;
  const size = bits > 8 ? 2 : 1;
  const pixels = width * height;
  if (pixels === 0 || stored.length !== pixels * channels * size) {
    throw damaged(format, "its codec gives other samples than it said");
  }
  const data = new Uint8Array(stored.length);
  for (let channel = 0; channel < channels; channel++) {
    let from = (planes ? channel * pixels : channel) * size;
    let to = channel * size;
    const next = (planes ? 1 : channels) * size;
    for (let pixel = 0; pixel < pixels; pixel++, from += next, to += channels * size) {
      data[to] = stored[from + size - 1]!;
      if (size === 2) data[to + 1] = stored[from]!;
    }
  }
  return { ...shape, data };
}
