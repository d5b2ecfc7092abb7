import { activate } from "../networks/activate.ts";

/** Words of a digest: what four SIMD vectors hold. */
export const digestWords = 32;
const vectorWords = 8;
/** The vectors that take in bytes are the first two; the other half of the words is never met by a choice. */
const givenWords = 16;
/**
 * Rounds without input behind each with one, and behind the length. The best trail that a search found
 * comes back to nothing with 2^-10 after one of them, 2^-39 after two, 2^-111 after three and 2^-262
 * after four, bytes being taken into all words. They are taken into half of them, and among 274 sets of
 * differences none came back to nothing even after one (docs/attacks.md).
 */
const blankRounds = 4;
/** Rounds without input at the end; a change of a word has reached all words after five. */
const lastRounds = 8;

/**
 * Absorbs the length of a plane and its bytes into 32 words: a sponge that takes 32 bytes in a round, into
 * half of its words, and then runs four without input. Every round is a bijection of the words, so that a
 * single changed byte always changes the result. No cryptographic hash; it is keyed by its start.
 * @param start 32 words of 16 bits
 */
export function planeDigest(plane: Uint8Array, start: Uint16Array): Uint16Array {
  const words = lengthened(start, plane.length);
  blank(words, blankRounds);
  for (let from = 0; from < plane.length; from += 2 * givenWords) {
    round(words, plane, from);
    blank(words, blankRounds);
  }
  blank(words, lastRounds);
  return words;
}

/** The start with the length of the plane in the last two words, low part first. */
export function lengthened(start: Uint16Array, length: number): Uint16Array {
  const words = start.slice();
  words[digestWords - 2]! += length;
  words[digestWords - 1]! += length >>> 16;
  return words;
}

function blank(words: Uint16Array, rounds: number): void {
  for (let i = 0; i < rounds; i++) round(words);
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
    const pair = j < givenWords ? (plane[at] ?? 0) + 256 * (plane[at + 1] ?? 0) : 0;
    const vector = j >> 3;
    const sum = words[j]! + pair + met(vector + 3, j + 1) + met(vector + 2, j + 3);
    words[j] = activate(sum & 0xffff);
  }
}
