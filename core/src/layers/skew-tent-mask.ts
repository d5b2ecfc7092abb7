/** Maps that give one byte each in turn. */
export const maps = 16;
/**
 * Steps before the first byte: at least 1.5 times the 72 in which a difference in the last bit grows
 * to order 1 where the maps stretch least (slopes 1.25 and 5, exponent 0.5004).
 */
export const settling = 128;

/** Sixteen skew-tent maps s' = s / p for s < p, else (1 - s) / (1 - p). */
export interface SkewTentMaps {
  /** Initial states, inside (0, 1). */
  readonly states: Float64Array;
  /** Places of the tops, p: 0.2 to 0.8. */
  readonly tops: Float64Array;
}

/** Numbers of 48 bits, so that every step of one is a step of the double that it becomes. */
const valueBytes = 6;
export const skewTentKeyBytes: number = 2 * maps * valueBytes;

/** Two states meet after a step, one on each side of the top: these are all on the left of it. */
const stateBox = { low: 2 ** -10, high: 0.2 } as const;
const topBox = { low: 0.2, high: 0.8 } as const;

/** Maps from a key of 192 bytes: 16 states, then 16 tops, 48 bits each, big-endian. */
export function skewTentMaps(key: Uint8Array): SkewTentMaps {
  const view = new DataView(key.buffer, key.byteOffset, key.byteLength);
  const values = (first: number, { low, high }: typeof stateBox | typeof topBox): Float64Array =>
    Float64Array.from({ length: maps }, (_, i) => {
      const at = (first + i) * valueBytes;
      const number = view.getUint16(at) * 2 ** 32 + view.getUint32(at + 2);
      return low + (high - low) * (number * 2 ** -48);
    });
  return { states: values(0, stateBox), tops: values(maps, topBox) };
}

/** Other orbits of the same key: every state under the top of the next map. */
export function nextMaps({ states, tops }: SkewTentMaps): SkewTentMaps {
  return { states, tops: tops.map((_, i) => tops[(i + 1) % maps]!) };
}

/** An orbit that rounding brings to 0, where it would stay, is set on again from here. */
const floor = 2 ** -30;

/** The slopes of the two sides; multiplying is exact in every engine, like dividing, and faster. */
export function slopes({ tops }: SkewTentMaps): {
  readonly left: Float64Array;
  readonly right: Float64Array;
} {
  return { left: tops.map((top) => 1 / top), right: tops.map((top) => 1 / (1 - top)) };
}

/**
 * Adds the maps' byte sequence modulo 256: after each step, bits 29 to 36 behind the point of every
 * state. A mask that ignores the image: for use around layers that do not.
 */
export function addSkewTent(data: Uint8Array, keys: SkewTentMaps): void {
  mask(data, keys, 1);
}

/** Undoes `addSkewTent`. */
export function subtractSkewTent(data: Uint8Array, keys: SkewTentMaps): void {
  mask(data, keys, -1);
}

function mask(data: Uint8Array, keys: SkewTentMaps, sign: 1 | -1): void {
  const states = keys.states.slice();
  const { left, right } = slopes(keys);
  const step = (): void => {
    for (let i = 0; i < maps; i++) {
      const s = states[i]!;
      // The map is the lower one of its two lines.
      states[i] = Math.max(Math.min(s * left[i]!, (1 - s) * right[i]!), floor);
    }
  };
  for (let i = 0; i < settling; i++) step();
  for (let i = 0; i < data.length; i++) {
    if (i % maps === 0) step();
    // Adding 2^16 rounds to a multiple of 2^-36.
    const digits = (states[i % maps]! + 2 ** 16 - 2 ** 16) * 2 ** 36;
    data[i]! += sign * (digits % 256);
  }
}
