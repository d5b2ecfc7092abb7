import { stdtri } from "./special-functions.ts";

/** A straight line through points. */
export interface Line {
  readonly slope: number;
  /** Ends of the slope's confidence interval. */
  readonly low: number;
  readonly high: number;
  /** Height of the line. */
  readonly at: (x: number) => number;
}

/**
 * Least squares, with the interval of the slope by Student's t distribution.
 *
 * @param points three or more, at two or more different x
 * @param confidence 0 to 1, both excluded
 */
export function slopeInterval(
  points: readonly (readonly [x: number, y: number])[],
  confidence: number,
): Line {
  const n = points.length;
  const mean = (which: 0 | 1): number => points.reduce((sum, point) => sum + point[which], 0) / n;
  const [centre, height] = [mean(0), mean(1)];
  let [spread, product] = [0, 0];
  for (const [x, y] of points) {
    spread += (x - centre) ** 2;
    product += (x - centre) * (y - height);
  }
  const slope = product / spread;
  const at = (x: number): number => height + slope * (x - centre);
  const rest = points.reduce((sum, [x, y]) => sum + (y - at(x)) ** 2, 0);
  const reach = stdtri(n - 2, (1 + confidence) / 2) * Math.sqrt(rest / (n - 2) / spread);
  return { slope, low: slope - reach, high: slope + reach, at };
}
