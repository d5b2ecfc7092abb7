import type { Image } from "neuroveil/image";
import type { Random } from "../random/random.ts";

/** What happens to a cipher image on its way. */
export interface Disturbance {
  /** Kind and strength, such as "salt-and-pepper-0.05". */
  readonly id: string;
  readonly kind: string;
  /** How strong; the unit depends on the kind. */
  readonly level: number;
  /**
   * Disturbs an image in place.
   *
   * @param image of 8 or 16 bits a sample
   */
  readonly apply: (image: Image, random: Random) => void | Promise<void>;
  /**
   * Share of the samples that are replaced whatever they were, 0 to 1: the closed form needs it.
   * Absent where samples are only moved a little.
   */
  readonly replaced?: (image: Image) => number;
}

/** Samples of an image, all channels together. */
export function sampleCount({ width, height, channels }: Image): number {
  return width * height * channels;
}

/** Largest sample of an image. */
export function peakOf({ bits }: Image): number {
  return 2 ** bits - 1;
}

export function readSample({ bits, data }: Image, index: number): number {
  return bits > 8 ? data[2 * index]! * 256 + data[2 * index + 1]! : data[index]!;
}

/** @param value a whole number that fits */
export function writeSample({ bits, data }: Image, index: number, value: number): void {
  if (bits > 8) {
    data[2 * index] = value >> 8;
    data[2 * index + 1] = value & 255;
  } else data[index] = value;
}

/** Writes a value rounded and clipped to what samples can be. */
export function writeClipped(image: Image, index: number, value: number): void {
  writeSample(image, index, Math.max(0, Math.min(peakOf(image), Math.round(value))));
}
