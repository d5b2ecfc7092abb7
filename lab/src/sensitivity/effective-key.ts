/** What is known of the parameters that make up a native key. */
export interface EffectiveKey {
  /**
   * Bits of every initial value: log2 of its range over the smallest change after which decryption
   * fails; 0 for one that can be changed at will.
   */
  readonly initial: readonly number[];
  /** The same for weights and control parameters, which no orbit forgets. */
  readonly controls: readonly number[];
  /** Symmetries that pair keys of the same effect, such as a sign: one bit each. */
  readonly symmetries: number;
  /** Share of the keys that can be used, 0 to 1: chaotic and not diverging. */
  readonly usable: number;
  /**
   * Kaplan-Yorke dimension of the attractor. Contracting directions are forgotten, so that initial
   * values count at most 53 bits for each of its dimensions. Absent where nothing contracts.
   */
  readonly dimension?: number;
  /** Bits of the seed that the key is derived from; default 256. */
  readonly seedBits?: number;
}

/** Bits that count, and what limited them. */
export interface EffectiveBits {
  readonly bits: number;
  /** Sum over all parameters before any limit. */
  readonly measured: number;
  readonly limit: "measured" | "attractor" | "seed";
}

const significand = 53;

/**
 * Effective bits of a native key: log2 of the number of keys that can be told apart. The limit by the
 * attractor's dimension is a rule of thumb of this project, not a theorem.
 *
 * 128 bits and more are asked for; Alvarez and Li 2006 ask for more than 100.
 */
export function effectiveKeyBits(key: EffectiveKey): EffectiveBits {
  const { symmetries, usable, dimension = Infinity, seedBits = 256 } = key;
  const total = (bits: readonly number[]): number => bits.reduce((sum, each) => sum + each, 0);
  const [initial, controls] = [total(key.initial), total(key.controls)];
  const kept = Math.min(initial, significand * dimension);
  const bits = Math.max(0, kept + controls - symmetries + Math.log2(usable));
  const measured = initial + controls;
  if (bits > seedBits) return { bits: seedBits, measured, limit: "seed" };
  return { bits, measured, limit: kept < initial ? "attractor" : "measured" };
}
