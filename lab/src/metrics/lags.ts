import { powerOfTwoTransform, rootsOfUnity } from "../statistics/fourier.ts";

/**
 * Sums of products of a sequence with itself and with another, at all cyclic lags at once, by the
 * Fourier transform. Sequences are filled up with zeros to a length that is a power of two.
 */
export interface LagProducts {
  /** Length with the zeros: the lags are 0 to `size` - 1. */
  readonly size: number;
  /** Σ a(i) b(i + lag). */
  readonly sums: Float64Array;
}

/** Σ a(i) b(i + lag), indices modulo the length with zeros. */
export function productsAtLags(a: Float64Array, b: Float64Array): LagProducts {
  const size = 2 ** Math.ceil(Math.log2(a.length));
  const roots = rootsOfUnity(size);
  const real = new Float64Array(size);
  const imaginary = new Float64Array(size);
  real.set(a);
  imaginary.set(b);
  // Both real sequences in one transform: A(k) = (Z(k) + Z*(-k)) / 2, B(k) = (Z(k) - Z*(-k)) / 2i.
  powerOfTwoTransform({ real, imaginary }, roots);
  const product = { real: new Float64Array(size), imaginary: new Float64Array(size) };
  for (let k = 0; k < size; k++) {
    const mirrored = (size - k) % size;
    const aReal = (real[k]! + real[mirrored]!) / 2;
    const aImaginary = (imaginary[k]! - imaginary[mirrored]!) / 2;
    const bReal = (imaginary[k]! + imaginary[mirrored]!) / 2;
    const bImaginary = (real[mirrored]! - real[k]!) / 2;
    // A*(k) B(k), conjugated so that the same transform serves as its inverse.
    product.real[k] = aReal * bReal + aImaginary * bImaginary;
    product.imaginary[k] = -(aReal * bImaginary - aImaginary * bReal);
  }
  powerOfTwoTransform(product, roots);
  return { size, sums: product.real.map((sum) => sum / size) };
}
