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

interface Complex {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
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
  powerOfTwo(work, roots);
  for (let i = 0; i < size; i++) {
    const a = work.real[i]!;
    const b = work.imaginary[i]!;
    const c = kernel.real[i]!;
    const s = kernel.imaginary[i]!;
    work.real[i] = a * c - b * s;
    // Conjugated, so that the same transform serves as its inverse.
    work.imaginary[i] = -(a * s + b * c);
  }
  powerOfTwo(work, roots);
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
  const roots = { real: new Float64Array(size / 2), imaginary: new Float64Array(size / 2) };
  for (let j = 0; j < size / 2; j++) {
    roots.real[j] = Math.cos((2 * Math.PI * j) / size);
    roots.imaginary[j] = -Math.sin((2 * Math.PI * j) / size);
  }
  const kernel = { real: new Float64Array(size), imaginary: new Float64Array(size) };
  for (let j = 0; j < n; j++) {
    const at = (size - j) % size;
    kernel.real[j] = kernel.real[at] = chirp.real[j]!;
    kernel.imaginary[j] = kernel.imaginary[at] = -chirp.imaginary[j]!;
  }
  powerOfTwo(kernel, roots);
  lastPlan = { n, chirp, size, roots, kernel };
  return lastPlan;
}

/** Radix-2 transform in place: bits of the index reversed, then butterflies of growing span. */
function powerOfTwo({ real, imaginary }: Complex, roots: Complex): void {
  const size = real.length;
  for (let i = 1, j = 0; i < size; i++) {
    let bit = size >> 1;
    for (; (j & bit) !== 0; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i >= j) continue;
    swap(real, i, j);
    swap(imaginary, i, j);
  }
  for (let span = 1; span < size; span *= 2) {
    const stride = size / (2 * span);
    for (let start = 0; start < size; start += 2 * span) {
      for (let i = start, root = 0; i < start + span; i++, root += stride) {
        const c = roots.real[root]!;
        const s = roots.imaginary[root]!;
        const a = real[i + span]!;
        const b = imaginary[i + span]!;
        const x = a * c - b * s;
        const y = a * s + b * c;
        real[i + span] = real[i]! - x;
        imaginary[i + span] = imaginary[i]! - y;
        real[i]! += x;
        imaginary[i]! += y;
      }
    }
  }
}

function swap(values: Float64Array, i: number, j: number): void {
  const value = values[i]!;
  values[i] = values[j]!;
  values[j] = value;
}
