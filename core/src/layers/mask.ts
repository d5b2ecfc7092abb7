/** How often a mask is read. */
const readings = 4;

/**
 * A drawn byte for every place, to be read from the beginning, from a quarter, from the middle and
 * from three quarters on. So a place meets four drawn bytes, and each of them in another role, for one
 * byte of keystream.
 */
export type Mask = readonly [Uint8Array, Uint8Array, Uint8Array, Uint8Array];

/**
 * How many bytes are drawn for a mask: one for every place, and at least one for every reading. Of a
 * single place all readings would be the same byte, and the four roles that it has in a round's sums leave
 * the lowest bit as it was.
 */
export function drawnBytes(bytes: number): number {
  return Math.max(readings, bytes);
}

/** Memory for a mask: the first {@link drawnBytes} bytes are to be drawn. */
export function maskMemory(bytes: number): Uint8Array {
  return new Uint8Array(start(bytes, readings - 1) + drawnBytes(bytes));
}

/** The readings of a mask in memory from {@link maskMemory}, which repeats itself behind what was drawn. */
export function readMask(memory: Uint8Array, bytes: number): Mask {
  const drawn = drawnBytes(bytes);
  memory.copyWithin(drawn, 0, memory.length - drawn);
  const reading = (i: number): Uint8Array =>
    memory.subarray(start(bytes, i), start(bytes, i) + bytes);
  return [reading(0), reading(1), reading(2), reading(3)];
}

function start(bytes: number, reading: number): number {
  return Math.floor((reading * drawnBytes(bytes)) / readings);
}
