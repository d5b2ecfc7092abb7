import { stepBytes, type Steps } from "../../../turns.ts";
import { sampleSize } from "../../carried.ts";
import type { DicomImage } from "../data-set.ts";

/** Pixels that are not to be seen, in every frame. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the bits of a sample are that count. */
export interface Bits extends Pick<DicomImage, "allocated" | "stored" | "signed"> {
  /** The highest of them, from 0. */
  readonly high: number;
}

/**
 * Makes the bits zero that no viewer shows as gray, where old scanners put overlays with text; above signed
 * samples the sign stays. In place.
 * @param data samples, big-endian
 */
export function* withoutSpareBits(data: Uint8Array, bits: Bits): Steps {
  const { allocated, stored, signed, high } = bits;
  if (allocated === 1 || stored === allocated) return;
  const size = sampleSize(allocated);
  const low = high + 1 - stored;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  // Shifts are of 32 bits.
  const above = 31 - high;
  for (let start = 0; start < data.length; start += stepBytes) {
    const end = Math.min(start + stepBytes, data.length);
    for (let i = start; i < end; i += size) {
      const value =
        size === 1 ? view.getUint8(i) : size === 2 ? view.getUint16(i) : view.getUint32(i);
      const shifted = value << above;
      const kept = signed && low === 0 ? shifted >> above : shifted >>> above;
      const cleared = (kept >> low) << low;
      if (size === 1) view.setUint8(i, cleared & 0xff);
      else if (size === 2) view.setUint16(i, cleared & 0xffff);
      else view.setUint32(i, cleared >>> 0);
    }
    yield;
  }
}

type Frames = Pick<DicomImage, "columns" | "rows" | "frames" | "samples" | "allocated" | "stored">;

/** Blanks places in every frame, in place: black, or gray where zero is gray. */
export function* blank(
  data: Uint8Array,
  image: Frames & Pick<DicomImage, "photometric">,
  places: readonly Place[],
): Steps {
  const { columns, rows, frames, samples, stored } = image;
  const size = sampleSize(image.allocated);
  const pixel = new Uint8Array(samples * size);
  // Differences of colours have their zero in the middle.
  if (image.photometric.startsWith("YBR")) {
    const middle = stored - 1;
    for (const sample of [1, 2]) pixel[(sample + 1) * size - 1 - (middle >> 3)] = 1 << (middle & 7);
  }
  for (let frame = 0; frame < frames; frame++) {
    for (const { x, y, width, height } of places) {
      for (let row = y; row < y + height; row++) {
        const start = ((frame * rows + row) * columns + x) * pixel.length;
        const line = data.subarray(start, start + width * pixel.length);
        for (let at = 0; at < line.length; at += pixel.length) line.set(pixel, at);
      }
      yield;
    }
  }
}
