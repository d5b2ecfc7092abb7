import { activate } from "../networks/activate.ts";

/** Words of a digest: what four SIMD vectors hold. */
export const digestWords = 32;
const vectorWords = 8;
/** Rounds without input at the end; a change of a word has reached all words after five. */
const lastRounds = 8;

/**
 * Absorbs a plane of bytes into 32 words, 64 bytes in a round that a round without input follows: what a
 * chosen change leaves behind is spread and no longer known before the next bytes could take it back.
 * Every round is a bijection of the words, so that a single changed byte always changes the result. No
 * cryptographic hash; it is keyed by its start.
 * @param start 32 words of 16 bits
 */
export function planeDigest(plane: Uint8Array, start: Uint16Array): Uint16Array {
  const words = start.slice();
  for (let from = 0; from < plane.length; from += 2 * digestWords) {
    round(words, plane, from);
    round(words);
  }
  for (let i = 0; i < lastRounds; i++) round(words);
  return words;
}

const none = new Uint8Array();

/**
 * Word j becomes activate(w[j] + pair of bytes + a word of the vector before it + one of the vector before
 * that one), the vectors in turn: word j of a vector meets their words j + 1 and j + 3.
 */
function round(words: Uint16Array, plane: Uint8Array = none, from = 0): void {
  const met = (vector: number, lane: number): number =>
    words[((vector * vectorWords) & (digestWords - 1)) + (lane & (vectorWords - 1))]!;
  for (let j = 0; j < digestWords; j++) {
    const at = from + 2 * j;
    const pair = (plane[at] ?? 0) + 256 * (plane[at + 1] ?? 0);
    const vector = j >> 3;
    const sum = words[j]! + pair + met(vector + 3, j + 1) + met(vector + 2, j + 3);
    words[j] = activate(sum & 0xffff);
  }
}
