/**
 * The chance that the smallest of `count` independent p-values is at most `p` (Šidák, Journal of the
 * American Statistical Association 62, 1967). Where they depend on each other, as those of many
 * characters or lags of one image do a little, it is close, and on the safe side for values that go
 * together.
 */
export function smallestOf(p: number, count: number): number {
  return -Math.expm1(count * Math.log1p(-p));
}

/** The level of each of `count` such p-values that gives `level` to the smallest: the inverse. */
export function levelOfEach(level: number, count: number): number {
  return -Math.expm1(Math.log1p(-level) / count);
}
