import { NeuroveilError } from "neuroveil/errors";
import type { Image } from "neuroveil/image";

/** The samples of one channel, row by row. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  /** Samples are 0 to 2^bits - 1. */
  readonly bits: number;
  readonly samples: Uint8Array | Uint16Array;
}

/** Separates the channels of an image. */
export function planes(image: Image): readonly Plane[] {
  const { width, height, channels, bits, data } = image;
  const wide = bits > 8;
  const length = width * height;
  return Array.from({ length: channels }, (_, channel) => {
    const samples = wide ? new Uint16Array(length) : new Uint8Array(length);
    for (let i = 0, at = channel; i < length; i++, at += channels)
      samples[i] = wide ? data[2 * at]! * 256 + data[2 * at + 1]! : data[at]!;
    return { width, height, bits, samples };
  });
}

/** All samples of an image, channels interleaved as they lie in its data. */
export function interleaved({ bits, data }: Image): Uint8Array | Uint16Array {
  if (bits <= 8) return data;
  return Uint16Array.from(
    { length: data.length / 2 },
    (_, i) => data[2 * i]! * 256 + data[2 * i + 1]!,
  );
}

/**
 * The planes of two images, matched.
 *
 * @throws {NeuroveilError} "usage" when the images differ in shape or depth
 */
export function planePairs(a: Image, b: Image): readonly (readonly [Plane, Plane])[] {
  checkSameShape(a, b);
  const second = planes(b);
  return planes(a).map((plane, channel) => [plane, second[channel]!]);
}

/** @throws {NeuroveilError} "usage" when the images differ in shape or depth */
export function checkSameShape(a: Image, b: Image): void {
  if (shape(a) !== shape(b))
    throw new NeuroveilError(
      "usage",
      `two images of the same shape expected, got ${shape(a)} and ${shape(b)}`,
    );
}

function shape(image: Image): string {
  return `${image.width}×${image.height}×${image.channels} at ${image.bits} bits`;
}
