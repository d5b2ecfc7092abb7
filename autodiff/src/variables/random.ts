/** The four 32-bit words of a generator. */
export type RandomState = readonly [number, number, number, number];

/**
 * xoshiro128** of Blackman and Vigna 2018: reproducible draws for initial weights and for the choice
 * of training data, never for keys. Its state can be stored and taken up again.
 */
export class Random {
  #state: Uint32Array;

  private constructor(state: Uint32Array) {
    this.#state = state;
  }

  /** A generator of its own for every text. */
  static fromText(text: string): Random {
    // FNV-1a over the text gives 32 bits; SplitMix-like mixing spreads them over the state.
    let hash = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(text)) {
      hash = Math.imul(hash ^ byte, 0x01000193);
    }
    const state = new Uint32Array(4);
    for (let i = 0; i < 4; i++) {
      hash = (hash + 0x9e3779b9) | 0;
      let mixed = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
      state[i] = mixed ^ (mixed >>> 15);
    }
    return new Random(state);
  }

  static fromState(state: RandomState): Random {
    return new Random(Uint32Array.from(state));
  }

  get state(): RandomState {
    const [a, b, c, d] = this.#state as unknown as RandomState;
    return [a, b, c, d];
  }

  /** 0 to 2^32 - 1. */
  word(): number {
    const s = this.#state as unknown as [number, number, number, number];
    const turned = Math.imul(s[1], 5);
    const result = Math.imul((turned << 7) | (turned >>> 25), 9) >>> 0;
    const shifted = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = (s[3] << 11) | (s[3] >>> 21);
    return result;
  }

  /** 0 to 1, without 1. */
  unit(): number {
    return this.word() / 2 ** 32;
  }

  /** 0 to `count` - 1, each as likely. @param count 1 to 2^32 */
  below(count: number): number {
    const limit = Math.floor(2 ** 32 / count) * count;
    let word = this.word();
    while (word >= limit) word = this.word();
    return word % count;
  }
}
