/** Complex values, real and imaginary parts apart. */
export interface Complex {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

// Transforms of one length follow each other: the last roots are kept.
let lastRoots: { readonly size: number; readonly roots: Complex } | undefined;

/** exp(-2 pi i j / size), for j below size / 2. */
export function rootsOfUnity(size: number): Complex {
  if (lastRoots?.size === size) return lastRoots.roots;
  const roots = { real: new Float64Array(size / 2), imaginary: new Float64Array(size / 2) };
  for (let j = 0; j < size / 2; j++) {
    roots.real[j] = Math.cos((2 * Math.PI * j) / size);
    roots.imaginary[j] = -Math.sin((2 * Math.PI * j) / size);
  }
  lastRoots = { size, roots };
  return roots;
}

/**
 * The discrete Fourier transform of as many complex values as a power of two, in place and not divided
 * by their number: bits of the index reversed, then butterflies of growing span.
 */
export function powerOfTwoTransform({ real, imaginary }: Complex, roots: Complex): void {
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
