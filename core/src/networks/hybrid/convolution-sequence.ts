import { activate } from "../activate.ts";
import type { RootSequence, Sequence } from "./sequence.ts";
import { lineWords } from "./tile.ts";

/** Layers of the generator. */
export const generatorLayers = 10;
/** Lines that are made where a few words are wanted. */
const shortLines = 4;

/**
 * Masks, digests and key vector without LSTM (`cnn-only`): a convolutional generator. A plane of state
 * words, positions and input goes through ten dilated 3 x 3 layers (dilation 1, 2, 4, 8, 16 along the
 * line, everything wrapping), state words being added again in each.
 */
export class ConvolutionSequence implements Sequence {
  readonly stateWords: number = 64;
  readonly digestWords: number = lineWords;
  readonly #taps: Int8Array;

  /** @param taps [generatorLayers, 3, 3] */
  constructor(taps: Int8Array) {
    this.#taps = taps;
  }

  mask(state: Uint16Array, features: Uint16Array, words: number): Uint16Array {
    const lines = Math.ceil(words / lineWords);
    return this.#generate(this.#next(state), features, lines).subarray(0, words);
  }

  digest(state: Uint16Array, halves: readonly [Uint16Array, Uint16Array]): Uint16Array {
    const both = Uint16Array.from([...halves[0], ...halves[1]]);
    return this.#generate(this.#next(state), both, shortLines).subarray(0, lineWords);
  }

  /** A chain: each digest gives the state under which the next is taken in. */
  root(state: Uint16Array): RootSequence {
    let now = this.#next(state);
    return {
      absorb: (digests) => {
        for (let i = 0; i < digests.length; i += lineWords)
          now = this.#next(now, digests.subarray(i, i + lineWords));
      },
      end: () => this.#next(now),
    };
  }

  /** Another state, on every word of which all words of this one and of the input have worked. */
  #next(state: Uint16Array, input: Uint16Array = new Uint16Array(1)): Uint16Array {
    return this.#generate(state, input, shortLines).subarray(0, this.stateWords);
  }

  #generate(state: Uint16Array, input: Uint16Array, lines: number): Uint16Array {
    const n = lineWords;
    const taps = this.#taps;
    let plane = new Uint16Array(lines * n);
    for (let i = 0; i < plane.length; i++)
      plane[i] = state[i % state.length]! + Math.imul(i, 40503) + input[i % input.length]!;
    for (let layer = 0; layer < generatorLayers; layer++) {
      const active = plane.map(activate);
      const dilation = 1 << (layer % 5);
      const next = new Uint16Array(plane.length);
      for (let t = 0; t < lines; t++) {
        for (let u = 0; u < n; u++) {
          let sum = state[(u + 7 * layer) % state.length]!;
          for (let j = 0; j < 3; j++) {
            const line = ((t + j - 1 + lines) % lines) * n;
            const k = 9 * layer + 3 * j;
            sum +=
              taps[k]! * active[line + ((u - dilation + n) % n)]! +
              taps[k + 1]! * active[line + u]! +
              taps[k + 2]! * active[line + ((u + dilation) % n)]!;
          }
          next[t * n + u] = sum;
        }
      }
      plane = next;
    }
    // The last layer is not shown as it is: two words of it are folded into each word of the result.
    return plane.map((word, i) => {
      const line = i - (i % n);
      const other = plane[line + ((i + 11) % n)]!;
      const third = plane[line + ((i + 19) % n)]!;
      return (
        (word ^ ((other << 8) | (other >>> 8))) +
        (Math.imul(third, plane[line + ((i + 5) % n)]! | 1) >>> 15)
      );
    });
  }
}
