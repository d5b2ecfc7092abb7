/** A real parameter of a network that is part of its native key. */
export interface NativeValue {
  readonly name: string;
  /** Inclusive. */
  readonly low: number;
  /** Exclusive. */
  readonly high: number;
}

/**
 * Real initial values from 8 key bytes each: the upper 53 bits of the big-endian number, scaled to
 * [low, high). Exact in every engine.
 */
export function nativeValues(
  key: Uint8Array,
  boxes: readonly (readonly [low: number, high: number])[],
): Float64Array {
  const view = new DataView(key.buffer, key.byteOffset, key.byteLength);
  return Float64Array.from(boxes, ([low, high], i) => {
    const upper = view.getUint32(8 * i) * 2 ** 21 + (view.getUint32(8 * i + 4) >>> 11);
    return low + (high - low) * (upper * 2 ** -53);
  });
}

/** Bytes of a number of which all bits count. */
export const coarseValueBytes = 5 as const;

/**
 * Real initial values from 5 key bytes each, big-endian, scaled to [low, high): a step is 2^-40 of the
 * range. A flow's contracting directions would swallow finer ones, so that keys would merge.
 */
export function coarseValues(
  key: Uint8Array,
  boxes: readonly (readonly [low: number, high: number])[],
): Float64Array {
  const view = new DataView(key.buffer, key.byteOffset, key.byteLength);
  return Float64Array.from(boxes, ([low, high], i) => {
    const at = coarseValueBytes * i;
    const number = view.getUint32(at) * 256 + view.getUint8(at + 4);
    return low + (high - low) * (number * 2 ** -40);
  });
}

/** How the registry describes such a key. */
export function describeValues(
  names: readonly string[],
  boxes: readonly (readonly [low: number, high: number])[],
): string {
  const values = names.map((name, i) => `${name} in [${boxes[i]![0]}, ${boxes[i]![1]})`);
  return `${values.join(", ")}: 8 bytes each, of which the upper 53 bits count; step 2^-53 of the range`;
}
