import type { Image } from "./image.ts";

/** What is kept of a file that neither PNG nor JPEG was, so that decrypting can restore it. */
export interface ImageOrigin {
  /** Id of its format. */
  readonly format: string;
  /** What decoded it, name and version, where decoders differ in what they make of a file. */
  readonly decoder?: string;
  /** The shape of its samples, where an {@link Image} cannot have it: see `carried.ts`. */
  readonly layout?: Layout;
  /** What its format keeps for itself: at most {@link mostFields}, by short names. */
  readonly fields?: Readonly<Record<string, Uint8Array | string | number>>;
}

/** Samples as they were, before they were carried in those of an {@link Image}. */
export interface Layout {
  /** Samples a pixel, 1 to 65,535. */
  readonly channels: number;
  /** Bits a sample, 1 to 64. */
  readonly bits: number;
  readonly kind: SampleKind;
  /** Pictures of the same shape, one after another. */
  readonly pages: number;
}

export type SampleKind = (typeof sampleKinds)[number];

/** Signed is two's complement, float IEEE 754 of 16, 32 or 64 bits. */
export const sampleKinds = ["unsigned", "signed", "float"] as const;

export const mostFields = 32;

/** The field of an image's origin that has bytes. */
export function originBytes(
  { metadata }: Pick<Image, "metadata">,
  name: string,
): Uint8Array | undefined {
  const value = metadata.origin?.fields?.[name];
  return value instanceof Uint8Array ? value : undefined;
}
