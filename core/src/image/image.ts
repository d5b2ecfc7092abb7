import { stepBytes, type Steps } from "../turns.ts";
import type { ImageOrigin } from "./origin.ts";

/** What the channels of a pixel mean, in order. */
export type ColourModel = "gray" | "gray-alpha" | "rgb" | "rgba" | "cmyk";

/** Where a PNG's pixels came from, so that decrypting can restore its own form. */
export interface PngOrigin {
  /** PNG colour type: 0 gray, 2 RGB, 3 palette, 4 gray+alpha, 6 RGBA. */
  readonly colourType: 0 | 2 | 3 | 4 | 6;
  /** PNG bit depth: 1, 2, 4, 8 or 16. */
  readonly depth: 1 | 2 | 4 | 8 | 16;
  readonly interlaced: boolean;
  /** PLTE content, 3 bytes an entry. */
  readonly palette?: Uint8Array;
  /** tRNS content as stored. */
  readonly transparency?: Uint8Array;
  /**
   * Palette images only: the index of every pixel, kept when expanding the palette loses it (a
   * palette with equal entries); one byte a pixel, row by row.
   */
  readonly indices?: Uint8Array;
  /** Ancillary chunks that the fields above and `Metadata` do not hold, verbatim and in order. */
  readonly chunks?: readonly PngChunk[];
}

export interface PngChunk {
  /** Four letters, as stored. */
  readonly type: string;
  readonly data: Uint8Array;
  /** Whether it stood before PLTE, between PLTE and IDAT, or after IDAT. */
  readonly place: "before-palette" | "before-data" | "after-data";
}

export interface Metadata {
  /** An ICC profile, as stored (uncompressed). */
  readonly icc?: Uint8Array;
  /** The name that a PNG gave to its ICC profile. */
  readonly iccName?: string;
  /** EXIF as a TIFF structure (without the "Exif\0\0" of JPEG). Orientation stays inside. */
  readonly exif?: Uint8Array;
  /** XMP packet of a JPEG; that of a PNG stands in `png.chunks`. */
  readonly xmp?: Uint8Array;
  /** Photoshop's image resources in a JPEG ("8BIM" blocks), IPTC among them. */
  readonly photoshop?: Uint8Array;
  /** Comments of a JPEG in their order, as stored; no encoding is prescribed. */
  readonly comments?: readonly Uint8Array[];
  /** Pixels per unit; "aspect" when only the ratio is known. */
  readonly density?: {
    readonly x: number;
    readonly y: number;
    readonly unit: "metre" | "inch" | "centimetre" | "aspect";
  };
  readonly png?: PngOrigin;
  /** Of an animation: how long each page is shown, in microseconds. */
  readonly delays?: readonly number[];
  /** Of a file that was neither PNG nor JPEG. */
  readonly origin?: ImageOrigin;
}

/**
 * An image as samples: stored values, unscaled, orientation not applied, colours not converted,
 * alpha not premultiplied.
 */
export interface Image {
  /** Pixels a row, 1 to 2^31 - 1. */
  readonly width: number;
  /** Rows, 1 to 2^31 - 1. */
  readonly height: number;
  /** Samples a pixel, interleaved. */
  readonly channels: number;
  /** Significant bits a sample, 1 to 16. */
  readonly bits: number;
  readonly colour: ColourModel;
  /**
   * Samples row by row; `bits` of 8 and below take one byte each (0 to 2^bits - 1), 9 to 16 take two,
   * big-endian. Length is `width * height * channels * bytesPerSample`.
   */
  readonly data: Uint8Array;
  readonly metadata: Metadata;
}

/** Bytes that one sample of `bits` takes in memory: 1 or 2. */
export function bytesPerSample(bits: number): 1 | 2 {
  return bits > 8 ? 2 : 1;
}

/** Whether no sample exceeds `bits` bits; `data` as in {@link Image}. */
export function* samplesFit(data: Uint8Array, bits: number): Steps<boolean> {
  if (bits === 8 || bits === 16) return true;
  const unused = 0xff & ~((1 << (bits > 8 ? bits - 8 : bits)) - 1);
  const step = bytesPerSample(bits);
  for (let start = 0; start < data.length; start += stepBytes) {
    const end = Math.min(start + stepBytes, data.length);
    for (let i = start; i < end; i += step) if ((data[i]! & unused) !== 0) return false;
    yield;
  }
  return true;
}
