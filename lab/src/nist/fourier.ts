import { powerOfTwoTransform, rootsOfUnity, type Complex } from "../statistics/fourier.ts";

/**
 * Squared moduli of the discrete Fourier transform of real values, of any length n: frequencies 0 to
 * n/2. Chirp-z algorithm (Bluestein 1970), which turns a length that is no power of two into a
 * convolution of one; a tested million bits is 2^6 · 5^6.
 */
export function squaredModuli(values: Float64Array): Float64Array {
  const n = values.length;
  if (n % 2 === 1) {
    const { real, imaginary } = transform(values, new Float64Array(n));
    return real.map((x, i) => x * x + imaginary[i]! ** 2).subarray(0, (n + 1) / 2);
  }
  // Even and odd positions as real and imaginary parts: one transform of half the length.
  const half = n / 2;
  const even = new Float64Array(half);
  const odd = new Float64Array(half);
  for (let i = 0; i < half; i++) {
    even[i] = values[2 * i]!;
    odd[i] = values[2 * i + 1]!;
  }
  const { real, imaginary } = transform(even, odd);
  const moduli = new Float64Array(half + 1);
  for (let k = 0; k <= half; k++) {
    const a = k % half;
    const b = (half - k) % half;
    const evenReal = (real[a]! + real[b]!) / 2;
    const evenImaginary = (imaginary[a]! - imaginary[b]!) / 2;
    const oddReal = (imaginary[a]! + imaginary[b]!) / 2;
    const oddImaginary = (real[b]! - real[a]!) / 2;
    const c = Math.cos((2 * Math.PI * k) / n);
    const s = -Math.sin((2 * Math.PI * k) / n);
    moduli[k] =
      (evenReal + c * oddReal - s * oddImaginary) ** 2 +
      (evenImaginary + c * oddImaginary + s * oddReal) ** 2;
  }
  return moduli;
}

/** The transform of complex values of any length; its inputs stay as they are. */
function transform(real: Float64Array, imaginary: Float64Array): Complex {
  const n = real.length;
  const plan = chirpPlan(n);
  const { chirp, size, roots, kernel } = plan;
  const work = { real: new Float64Array(size), imaginary: new Float64Array(size) };
  for (let i = 0; i < n; i++) {
    const c = chirp.real[i]!;
    const s = chirp.imaginary[i]!;
    work.real[i] = real[i]! * c - imaginary[i]! * s;
    work.imaginary[i] = real[i]! * s + imaginary[i]! * c;
  }
  powerOfTwoTransform(work, roots);
  for (let i = 0; i < size; i++) {
    const a = work.real[i]!;
    const b = work.imaginary[i]!;
    const c = kernel.real[i]!;
    const s = kernel.imaginary[i]!;
    work.real[i] = a * c - b * s;
    // Conjugated, so that the same transform serves as its inverse.
    work.imaginary[i] = -(a * s + b * c);
  }
  powerOfTwoTransform(work, roots);
  const result = { real: new Float64Array(n), imaginary: new Float64Array(n) };
  for (let i = 0; i < n; i++) {
    const a = work.real[i]! / size;
    const b = -work.imaginary[i]! / size;
    const c = chirp.real[i]!;
    const s = chirp.imaginary[i]!;
    result.real[i] = a * c - b * s;
    result.imaginary[i] = a * s + b * c;
  }
  return result;
}

interface ChirpPlan {
  /** Length of the transform. */
  readonly n: number;
  /** exp(-i pi j² / n). */
  readonly chirp: Complex;
  /** Length of the convolution, a power of two. */
  readonly size: number;
  readonly roots: Complex;
  /** Transform of the conjugated chirp, wrapped around. */
  readonly kernel: Complex;
}

// Sequences of a run are equally long: the last plan is kept.
let lastPlan: ChirpPlan | undefined;

function chirpPlan(n: number): ChirpPlan {
  if (lastPlan?.n === n) return lastPlan;
  const chirp = { real: new Float64Array(n), imaginary: new Float64Array(n) };
  for (let j = 0; j < n; j++) {
    // The square modulo 2n keeps the angle small and every digit of it.
    const angle = (Math.PI * ((j * j) % (2 * n))) / n;
    chirp.real[j] = Math.cos(angle);
    chirp.imaginary[j] = -Math.sin(angle);
  }
  const size = 2 ** Math.ceil(Math.log2(2 * n - 1));
  const roots = rootsOfUnity(size);
  const kernel = { real: new Float64Array(size), imaginary: new Float64Array(size) };
  for (let j = 0; j < n; j++) {
    const at = (size - j) % size;
    kernel.real[j] = kernel.real[at] = chirp.real[j]!;
    kernel.imaginary[j] = kernel.imaginary[at] = -chirp.imaginary[j]!;
  }
  powerOfTwoTransform(kernel, roots);
  lastPlan = { n, chirp, size, roots, kernel };
  return lastPlan;
}
