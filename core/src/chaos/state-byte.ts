/**
 * A byte of a chaotic coordinate: bits 29 to 36 after the binary point. The shift by 64 and the
 * scaling are exact or rounded alike everywhere, and the sign is kept: |x|, which most papers take,
 * halves the key space.
 *
 * @param x below 2^12 in size
 */
export function stateByte(x: number): number {
  const steps = Math.floor((x + 64) * 2 ** 36);
  return steps - 256 * Math.floor(steps / 256);
}
