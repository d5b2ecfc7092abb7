import { ButterflyLstm } from "./butterfly-lstm.ts";
import type { RootSequence, Sequence } from "./sequence.ts";
import type { HybridWeights } from "./weights.ts";

/**
 * Steps without input after whatever was taken in. A changed bit has spread over the whole state after
 * three; after two, one in some ten thousand had changed 14 bits of 1,024.
 */
const mixingSteps = 3;
/** The same before the first word of a mask, with a margin, since masks are seen. */
const maskSteps = 5;

/** Masks, digests and key vector by the butterfly LSTM. */
export class LstmSequence implements Sequence {
  readonly #weights: Pick<HybridWeights, "encoder" | "mask">;
  readonly stateWords: number;
  readonly digestWords: number;

  constructor(weights: Pick<HybridWeights, "encoder" | "mask">) {
    const { layers, units } = weights.mask;
    this.#weights = weights;
    this.stateWords = layers * 2 * units;
    this.digestWords = units;
  }

  mask(state: Uint16Array, features: Uint16Array, words: number): Uint16Array {
    const lstm = new ButterflyLstm(this.#weights.mask, state);
    lstm.blank(mixingSteps);
    this.#absorb(lstm, features, maskSteps);
    const out = new Uint16Array(words);
    for (let i = 0; i < words; i += this.digestWords)
      out.set(lstm.step().subarray(0, words - i), i);
    return out;
  }

  digest(state: Uint16Array, [first, second]: readonly [Uint16Array, Uint16Array]): Uint16Array {
    const lstm = new ButterflyLstm(this.#weights.encoder, state);
    lstm.blank(mixingSteps);
    this.#absorb(lstm, first, mixingSteps);
    this.#absorb(lstm, second, mixingSteps);
    return lstm.output.slice();
  }

  root(state: Uint16Array): RootSequence {
    const lstm = new ButterflyLstm(this.#weights.encoder, state);
    lstm.blank(mixingSteps);
    return {
      absorb: (digests) => {
        for (let i = 0; i < digests.length; i += this.digestWords) {
          lstm.step(digests.subarray(i, i + this.digestWords));
          // Without it, chosen digests take back what the one before changed.
          lstm.blank(1);
        }
      },
      end() {
        lstm.blank(mixingSteps);
        return lstm.output.slice();
      },
    };
  }

  /** Features enter the whole state of the first layer at once (so many as it has words), then blank steps follow. */
  #absorb(lstm: ButterflyLstm, features: Uint16Array, steps: number): void {
    const { units } = this.#weights.mask;
    for (let from = 0; from < features.length; from += 2 * units) {
      features.subarray(from, from + 2 * units).forEach((word, i) => {
        if (i < units) lstm.cell[i]! += word;
        else lstm.hidden[i - units]! += word;
      });
      lstm.blank(steps);
    }
  }
}
