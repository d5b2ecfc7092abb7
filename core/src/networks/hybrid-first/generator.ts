import { activate } from "../activate.ts";
import { planeWidth, pooledSteps } from "./convolution.ts";
import { generatorLayers } from "./weights.ts";

/**
 * What makes the masks when there is no LSTM (`cnn-only`): a convolutional generator. A plane of
 * key words, positions and pooled features goes through ten dilated 3 x 3 layers (dilation 1, 2, 4,
 * 8, 16 along the row, everything wrapping), the key words being added again in each.
 *
 * @param state 64 key words
 * @param pooled 4 x 32 words that every position must depend on
 * @param steps rows to make
 * @param taps [generatorLayers, 3, 3]
 * @returns `steps` rows of 32 words
 */
export function generate(
  state: Uint16Array,
  pooled: Uint16Array,
  steps: number,
  taps: Int8Array,
): Uint16Array {
  const n = planeWidth;
  let plane = new Uint16Array(steps * n);
  for (let i = 0; i < plane.length; i++) {
    plane[i] = state[i & 63]! + Math.imul(i, 40503) + pooled[i % (pooledSteps * n)]!;
  }
  for (let layer = 0; layer < generatorLayers; layer++) {
    const active = plane.map(activate);
    const dilation = 1 << (layer % 5);
    const next = new Uint16Array(plane.length);
    for (let t = 0; t < steps; t++) {
      for (let u = 0; u < n; u++) {
        let sum = state[(u + 7 * layer) & 63]!;
        for (let j = 0; j < 3; j++) {
          const row = ((t + j - 1 + steps) % steps) * n;
          const k = 9 * layer + 3 * j;
          sum +=
            taps[k]! * active[row + ((u - dilation + n) % n)]! +
            taps[k + 1]! * active[row + u]! +
            taps[k + 2]! * active[row + ((u + dilation) % n)]!;
        }
        next[t * n + u] = sum;
      }
    }
    plane = next;
  }
  // The last layer is not shown as it is: two words of it are folded into each word of the result.
  return plane.map((word, i) => {
    const row = i - (i % n);
    const other = plane[row + ((i + 11) % n)]!;
    const third = plane[row + ((i + 19) % n)]!;
    return (
      (word ^ ((other << 8) | (other >>> 8))) +
      (Math.imul(third, plane[row + ((i + 5) % n)]! | 1) >>> 15)
    );
  });
}
