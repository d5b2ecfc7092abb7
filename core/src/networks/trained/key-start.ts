import type { LstmState } from "../quantised/integer-lstm.ts";

/**
 * The states with which LSTM layers begin: the key's bytes less 128, for every layer first the hidden
 * and then the cell states of its units, over again from the key's begin where it has fewer bytes than
 * there are states.
 *
 * @param key at least one byte
 * @param units of each layer
 */
export function startsFromKey(key: Uint8Array, units: readonly number[]): readonly LstmState[] {
  let taken = 0;
  const take = (count: number): Int16Array =>
    Int16Array.from({ length: count }, () => key[taken++ % key.length]! - 128);
  return units.map((count) => ({ hidden: take(count), cell: take(count) }));
}
