import { keyedWords } from "./keyed-words.ts";
import { normalQuantile } from "../statistics/normal.ts";

/** A source of random numbers that gives the same again for the same seed. */
export interface Random {
  /** Uniform between 0 and 1, both excluded. */
  readonly uniform: () => number;
  /** Uniform in 0 to `bound` - 1; `bound` small beside 2^32. */
  readonly below: (bound: number) => number;
  /** Standard normal. */
  readonly normal: () => number;
}

/** @param seed a whole number, 0 to 2^32 - 1 */
export function seededRandom(seed: number): Random {
  const key = new Uint8Array(32);
  new DataView(key.buffer).setUint32(0, seed);
  const word = keyedWords(key);
  const uniform = (): number => (word() + 0.5) / 2 ** 32;
  return {
    uniform,
    below: (bound) => Math.floor(uniform() * bound),
    normal: () => normalQuantile(uniform()),
  };
}
