import { nativeValues } from "neuroveil/chaos";
import type { Cipher } from "neuroveil/ciphers";
import { NeuroveilError } from "neuroveil/errors";
import { flipBit, spreadBits } from "../analysis/native-key.ts";

/** A native key near another one. */
export interface KeyChange {
  /** What was changed: "x0 by 2^-53", "bit 17". */
  readonly id: string;
  readonly key: Uint8Array;
}

/** Bits of a real number in a native key; the smallest step is 2^-53 of its range. */
export const realBits = 53;

const unusedBits = BigInt(64 - realBits);

/**
 * A native key in which one real number is moved by 2^-exponent of its range: up, or down where up
 * would leave the range.
 *
 * @param index which of `nativeKey.values`
 * @param exponent 1 to 53
 * @throws {NeuroveilError} "usage" for a cipher whose key has no such number
 */
export function moveValue(
  cipher: Cipher,
  key: Uint8Array,
  index: number,
  exponent: number,
): KeyChange {
  const value = cipher.nativeKey.values?.[index];
  if (!value || !Number.isSafeInteger(exponent) || exponent < 1 || exponent > realBits)
    throw new NeuroveilError(
      "usage",
      `expected a real number of the native key of ${cipher.id} and an exponent of 1 to ${realBits}, got number ${index} and exponent ${exponent}`,
    );
  const moved = key.slice();
  const view = new DataView(moved.buffer);
  const word = view.getBigUint64(8 * index);
  const step = 1n << (BigInt(realBits - exponent) + unusedBits);
  const raised = word + step;
  view.setBigUint64(8 * index, raised < 1n << 64n ? raised : word - step);
  return { id: `${value.name} by 2^-${exponent}`, key: moved };
}

/** Keys with single bits flipped, counted from the highest bit of the first byte. */
export function flipBits(key: Uint8Array, bits: readonly number[]): readonly KeyChange[] {
  return bits.map((bit) => ({ id: `bit ${bit}`, key: flipBit(key, bit) }));
}

/**
 * The native keys one step away: every real number moved to the next one that a key can hold, or single
 * bits flipped where the key is a string of bits. Public nonces are left alone.
 *
 * The last bits of a real number need not count: near 4, doubles are 2^-51 apart, so that 2^-53 of a
 * short range is rounded away. That bit is then no part of the key.
 *
 * @param most bits to flip, 2 and more
 */
export function nearestKeys(cipher: Cipher, key: Uint8Array, most: number): readonly KeyChange[] {
  const { values } = cipher.nativeKey;
  if (!values) return flipBits(key, spreadBits(cipher, most));
  const boxes = values.map(({ low, high }) => [low, high] as const);
  const numbers = nativeValues(key, boxes);
  return values.map((_, index) => {
    for (let exponent = realBits; ; exponent--) {
      const change = moveValue(cipher, key, index, exponent);
      if (nativeValues(change.key, boxes)[index] !== numbers[index]) return change;
    }
  });
}
