import { digestWords } from "./plane-digest.ts";

/** Length of a key vector that is made of a digest. */
export const keyVectorBytes: number = digestWords;

/** The 32 words at which a digest starts, from 16 numbers of 32 bits. */
export function digestStart(word: () => number): Uint16Array {
  const numbers = Uint32Array.from({ length: digestWords / 2 }, word);
  return Uint16Array.from({ length: digestWords }, (_, i) => numbers[i >> 1]! >>> (16 * (i & 1)));
}

/** What a digest takes in before the bytes of an image: how they lie. */
export interface DigestedShape {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly bytesPerSample: number;
}

/**
 * The start for images of a shape: its numbers in five words that no byte of an image is ever added to,
 * low parts first. Without them images of the same bytes in other shapes, which layers treat in another
 * way, would have one key vector, and comparing them tells of the layers.
 */
export function shapedStart(
  start: Uint16Array,
  { width, height, channels, bytesPerSample }: DigestedShape,
): Uint16Array {
  const words = start.slice();
  const numbers = [width, width >>> 16, height, height >>> 16, channels + 256 * bytesPerSample];
  for (const [i, number] of numbers.entries()) words[shapeWord + i]! += number;
  return words;
}

/** The first of the words of the shape; those of the length stand behind them. */
const shapeWord = 25;

/**
 * What of a digest goes with a cipher image: the first 16 of its 32 words, little-endian. The other half
 * stays secret: with all of them, whoever knows the image could go back to the start, round by round.
 */
export function shownPart(digest: Uint16Array): Uint8Array {
  const shown = new Uint8Array(keyVectorBytes);
  const view = new DataView(shown.buffer);
  for (let i = 0; i < keyVectorBytes / 2; i++) view.setUint16(2 * i, digest[i]!, true);
  return shown;
}
