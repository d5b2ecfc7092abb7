import { wordsOf } from "../chaos/words.ts";
import { drawPermutation } from "../layers/permutation.ts";
import { addSkewTent, skewTentMaps } from "../layers/skew-tent-mask.ts";

/** Bytes of the maps that go before those of the samples: twice what drawing an S-box takes. */
const headBytes = 2048;

/**
 * Independent uniform samples for the planes that a network takes beside an image: k[i] = b[i] + S[k[i-1]]
 * modulo 256, k[-1] = 0, where b is the byte sequence of sixteen skew-tent maps behind its first 2,048
 * bytes, and the S-box is drawn from those. Each map alone gives every sixteenth byte; the S-box, which
 * depends on all of them, makes every sample depend on the whole key.
 *
 * @param key 192 bytes, as `skewTentMaps` takes them
 */
export function keySamples(key: Uint8Array, length: number): Uint8Array {
  const bytes = new Uint8Array(headBytes + length);
  addSkewTent(bytes, skewTentMaps(key));
  let at = 0;
  const head = {
    read(piece: Uint8Array): void {
      piece.set(bytes.subarray(at, at + piece.length));
      at = (at + piece.length) % headBytes;
    },
  };
  const sBox = drawPermutation(256, wordsOf(head));
  const samples = bytes.subarray(headBytes);
  let before = 0;
  for (let i = 0; i < length; i++) {
    before = (samples[i]! + sBox[before]!) & 255;
    samples[i] = before;
  }
  return samples;
}
