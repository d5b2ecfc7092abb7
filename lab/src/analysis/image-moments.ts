import type { Image } from "neuroveil/image";

/** Sums over the plain image's samples, as distances from the middle of their range. */
export interface Moments {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

/** The same of another image, and of both together. */
export interface Beside extends Moments {
  readonly products: number;
  /** Squared differences. */
  readonly distance: number;
}

export function momentsOf(image: Image): Moments {
  const { n, sum, squares } = sumsBeside(image, image);
  return { n, sum, squares };
}

export function sumsBeside({ data: a, bits }: Image, { data: b }: Image): Beside {
  const wide = bits > 8;
  const n = wide ? a.length / 2 : a.length;
  const middle = (2 ** bits - 1) / 2;
  let [sum, squares, products, distance] = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const x = (wide ? a[2 * i]! * 256 + a[2 * i + 1]! : a[i]!) - middle;
    const y = (wide ? b[2 * i]! * 256 + b[2 * i + 1]! : b[i]!) - middle;
    sum += y;
    squares += y * y;
    products += x * y;
    distance += (x - y) * (x - y);
  }
  return { n, sum, squares, products, distance };
}

/** Whether samples differ at all, by more than the rounding of the sums. */
export function hasContrast({ n, sum, squares }: Moments): boolean {
  return squares - (sum * sum) / n > 4 * Number.EPSILON * squares;
}

/** Pearson's correlation of samples at the same places, all channels; NaN where one lacks contrast. */
export function correlationOf(plain: Moments, beside: Beside): number {
  if (!hasContrast(plain) || !hasContrast(beside)) return Number.NaN;
  const { n, sum, squares, products } = beside;
  const spread = (plain.squares - (plain.sum * plain.sum) / n) * (squares - (sum * sum) / n);
  return (products - (plain.sum * sum) / n) / Math.sqrt(spread);
}
