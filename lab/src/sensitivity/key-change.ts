import { coarseValues, nativeValues } from "neuroveil/internal/chaos";
import type { Cipher } from "neuroveil/ciphers";
import { NeuroveilError } from "neuroveil/errors";
import { flipBit, spreadBits } from "../analysis/native-key.ts";

/** A native key near another one. */
export interface KeyChange {
  /** What was changed: "x0 by 2^-53", "bit 17". */
  readonly id: string;
  readonly key: Uint8Array;
}

/** Bits that count of a real number in a native key; the smallest step is 2^-bits of its range. */
export function realBits({ nativeKey }: Cipher): number {
  return nativeKey.valueBytes === 5 ? 40 : 53;
}

function readNumbers({ nativeKey }: Cipher, key: Uint8Array): Float64Array {
  const boxes = nativeKey.values!.map(({ low, high }) => [low, high] as const);
  return nativeKey.valueBytes === 5 ? coarseValues(key, boxes) : nativeValues(key, boxes);
}

/**
 * A native key in which one real number is moved by 2^-exponent of its range: up, or down where up
 * would leave the range.
 *
 * @param index which of `nativeKey.values`
 * @param exponent 1 to {@link realBits}
 * @throws {NeuroveilError} "usage" for a cipher whose key has no such number
 */
export function moveValue(
  cipher: Cipher,
  key: Uint8Array,
  index: number,
  exponent: number,
): KeyChange {
  const { values, valueBytes = 8 } = cipher.nativeKey;
  const value = values?.[index];
  const bits = realBits(cipher);
  if (!value || !Number.isSafeInteger(exponent) || exponent < 1 || exponent > bits)
    throw new NeuroveilError("usage", {
      expected: `a real number of the native key of ${cipher.id} and an exponent of 1 to ${bits}`,
      got: `number ${index} and exponent ${exponent}`,
    });
  const moved = key.slice();
  const number = moved.subarray(valueBytes * index, valueBytes * (index + 1));
  const end = 1n << BigInt(8 * valueBytes);
  const step = end >> BigInt(exponent);
  const before = number.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  let after = before + step < end ? before + step : before - step;
  for (let i = valueBytes - 1; i >= 0; i--, after >>= 8n) number[i] = Number(after & 0xffn);
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
  const numbers = readNumbers(cipher, key);
  return values.map((_, index) => {
    for (let exponent = realBits(cipher); ; exponent--) {
      const change = moveValue(cipher, key, index, exponent);
      if (readNumbers(cipher, change.key)[index] !== numbers[index]) return change;
    }
  });
}
