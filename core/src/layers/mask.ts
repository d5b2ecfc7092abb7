/** How often a mask is read. */
const readings = 4;

/**
 * A drawn byte for every place, to be read from the beginning, from a quarter, from the middle and
 * from three quarters on. So a place meets four drawn bytes, and each of them in another role, for one
 * byte of keystream.
 */
export type Mask = readonly [Uint8Array, Uint8Array, Uint8Array, Uint8Array];

/** Memory for a mask: the first `bytes` bytes are to be drawn. */
export function maskMemory(bytes: number): Uint8Array {
  return new Uint8Array(bytes + start(bytes, readings - 1));
}

/** The readings of a mask in memory from {@link maskMemory}, which repeats itself behind `bytes`. */
export function readMask(memory: Uint8Array, bytes: number): Mask {
  memory.copyWithin(bytes, 0, memory.length - bytes);
  const reading = (i: number): Uint8Array =>
    memory.subarray(start(bytes, i), start(bytes, i) + bytes);
  return [reading(0), reading(1), reading(2), reading(3)];
}

function start(bytes: number, reading: number): number {
  return Math.floor((reading * bytes) / readings);
}
