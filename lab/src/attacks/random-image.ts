import type { Image } from "neuroveil/image";
import type { Random } from "../random/random.ts";

/** What a constant guess at a byte of a random image has of being right. */
export const byteChance: number = 1 / 256;

/** An image of independent uniform bytes, of another's shape: what it holds cannot be guessed. */
export function randomImage(shape: Image, random: Random): Image {
  const data = Uint8Array.from({ length: shape.data.length }, () => random.below(256));
  return withData(shape, data);
}

/** An image of the attacker's making, of another's shape, of whole bytes. */
export function withData(
  { width, height, channels, bits, colour }: Image,
  data: Uint8Array,
): Image {
  return { width, height, channels, bits: bits > 8 ? 16 : 8, colour, data, metadata: {} };
}

/** At how many places from `from` on two byte strings are the same. */
export function sameBytes(a: Uint8Array, b: Uint8Array, from = 0): number {
  let same = 0;
  for (let i = from; i < a.length; i++) if (a[i] === b[i]) same++;
  return same;
}
