import { activate } from "../networks/activate.ts";

/** Words of a digest: what four SIMD vectors hold. */
const digestWords = 32;
const vectorWords = 8;

/**
 * Absorbs a plane of bytes into 32 words, 64 bytes in a round. Word j becomes
 * activate(w[j] + pair of bytes + one word of the vector before it), the vectors in turn: word j of a
 * vector meets word j + 1 of the one before. Every round is a bijection of the words, so that a single
 * changed byte always changes the result, and after two rounds it has reached all of them. No
 * cryptographic hash; it is keyed by its start.
 * @param start 32 words of 16 bits
 */
export function planeDigest(plane: Uint8Array, start: Uint16Array): Uint16Array {
  const words = start.slice();
  for (let from = 0; from < plane.length; from += 2 * digestWords) {
    for (let j = 0; j < digestWords; j++) {
      const at = from + 2 * j;
      const pair = (plane[at] ?? 0) + 256 * (plane[at + 1] ?? 0);
      const lane = j % vectorWords;
      const before = (j - lane - vectorWords + digestWords) % digestWords;
      const met = words[before + ((lane + 1) % vectorWords)]!;
      words[j] = activate((words[j]! + pair + met) & 0xffff);
    }
  }
  return words;
}
