/**
 * The byte that the literature takes of a chaotic coordinate: floor(|x| 10^14) mod 256. The absolute
 * value halves the keys. At one byte a small time step it is a smooth curve modulo 256, which its
 * finite differences reveal.
 *
 * @param x below 90 in size, so that the product is exact to 1
 */
export function literalByte(x: number): number {
  const steps = Math.floor(Math.abs(x) * 1e14);
  // What % gives, which engines find slowly for numbers of this size.
  return steps - 256 * Math.floor(steps / 256);
}
