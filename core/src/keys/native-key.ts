import type { Subkeys } from "./subkeys.ts";

/** What of a raster enters the key that it is encrypted with. */
export interface KeyedShape {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly bytesPerSample: number;
}

/**
 * The cipher's own key for an image of one shape. Most ciphers work on bytes one after another, whatever
 * their rows: under one key for all shapes, a cipher image that somebody gave another width would decrypt
 * to the same bytes, and images of other shapes would tell of the same rounds.
 * @param length as the cipher asks
 */
export function nativeKey(
  subkeys: Subkeys,
  { width, height, channels, bytesPerSample }: KeyedShape,
  length: number,
): Promise<Uint8Array> {
  return subkeys.bytes(`native/${width}/${height}/${channels}/${bytesPerSample}`, length);
}
