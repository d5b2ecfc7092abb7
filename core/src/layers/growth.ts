const megabyte = 2 ** 20;

/**
 * How often a megabyte has to be multiplied by a factor to hold an image: what rounds grow by, since a
 * change spreads by about as much in each. In whole numbers, since logarithms differ between engines.
 */
export function growth(bytes: number, factor: number): number {
  let times = 0;
  for (let size = megabyte; size < bytes; size *= factor) times++;
  return times;
}
