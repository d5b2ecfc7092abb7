import { digestWords } from "./plane-digest.ts";

/** Length of a key vector that is made of a digest. */
export const keyVectorBytes: number = digestWords;

/** The 32 words at which a digest starts, from 16 numbers of 32 bits. */
export function digestStart(word: () => number): Uint16Array {
  const numbers = Uint32Array.from({ length: digestWords / 2 }, word);
  return Uint16Array.from({ length: digestWords }, (_, i) => numbers[i >> 1]! >>> (16 * (i & 1)));
}

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
