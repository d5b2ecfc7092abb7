/**
 * The part of the hybrid network that runs from a keyed state: an LSTM, or in the ablation without it a
 * convolution. A state is what the key gave for one purpose, with the tweak (tile, half-round, key
 * vector) added; every method mixes it before anything that depends on the image comes in.
 */
export interface Sequence {
  /** Words of a state. */
  readonly stateWords: number;
  /** Words of a digest. */
  readonly digestWords: number;
  /** @returns so many words, which depend on every feature */
  mask(state: Uint16Array, features: Uint16Array, words: number): Uint16Array;
  /** @returns what the features of both halves of a tile leave behind */
  digest(state: Uint16Array, halves: readonly [Uint16Array, Uint16Array]): Uint16Array;
  /** Begins to take in the digests of all tiles, in their order. */
  root(state: Uint16Array): RootSequence;
}

export interface RootSequence {
  /** @param digests of any number of tiles */
  absorb(digests: Uint16Array): void;
  /** What all of them leave behind. */
  end(): Uint16Array;
}
