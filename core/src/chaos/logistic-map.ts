/** The logistic map; the order of the products decides the last bit. */
export function logisticMap(r: number, x: number): number {
  return r * x * (1 - x);
}
