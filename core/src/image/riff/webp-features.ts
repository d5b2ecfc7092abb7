import { damaged } from "../damaged.ts";
import type { WebpChunk } from "./chunks.ts";

/** What a still WebP says of itself (RFC 9649). */
export interface WebpFeatures {
  readonly width: number;
  readonly height: number;
  readonly alpha: boolean;
  /** Whether it says that these are there; others are ignored. */
  readonly icc: boolean;
  readonly exif: boolean;
  readonly xmp: boolean;
}

/** @throws NotPixels "broken" */
export function readFeatures(chunks: readonly WebpChunk[]): WebpFeatures {
  const [first] = chunks;
  if (first === undefined || first.data.length < 10) throw damaged("WebP", "it has no picture");
  const view = new DataView(first.data.buffer, first.data.byteOffset, first.data.byteLength);
  const u24 = (at: number): number => view.getUint16(at, true) + 65_536 * view.getUint8(at + 2);
  if (first.type === "VP8X") {
    const flags = view.getUint8(0);
    return {
      width: 1 + u24(4),
      height: 1 + u24(7),
      alpha: (flags & 16) !== 0,
      icc: (flags & 32) !== 0,
      exif: (flags & 8) !== 0,
      xmp: (flags & 4) !== 0,
    };
  }
  const plain = { icc: false, exif: false, xmp: false } as const;
  if (first.type === "VP8L") {
    // Behind a signature.
    const head = view.getUint32(1, true);
    const [width, height] = [1 + (head & 0x3fff), 1 + ((head >>> 14) & 0x3fff)];
    return { ...plain, width, height, alpha: ((head >>> 28) & 1) === 1 };
  }
  if (first.type !== "VP8 ") throw damaged("WebP", "it has no picture");
  const [width, height] = [6, 8].map((at) => view.getUint16(at, true) & 0x3fff) as [number, number];
  return { ...plain, width, height, alpha: false };
}
