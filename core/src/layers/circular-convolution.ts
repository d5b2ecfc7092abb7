/** Planes of bytes that lie interleaved, such as the channels of an image. */
export interface PlaneLayout {
  readonly width: number;
  readonly height: number;
  /** Bytes from a cell to the next one in its row. */
  readonly stride: number;
}

/** Whether an odd kernel sum is enough to invert a circular convolution modulo 256. */
export function powersOfTwo({ width, height }: PlaneLayout): boolean {
  return (width & (width - 1)) === 0 && (height & (height - 1)) === 0;
}

/**
 * Circular convolution of every plane with a 3 x 3 kernel modulo 256.
 * @param kernel nine weights, row by row
 * @param spacing cells between the taps; 1 is an ordinary kernel
 */
export function convolveCircular(
  data: Uint8Array,
  { width, height, stride }: PlaneLayout,
  kernel: Uint8Array,
  spacing = 1,
): Uint8Array {
  const pitch = width * stride;
  const away = (spacing % width) * stride;
  const out = new Uint8Array(data.length);
  const [k0, k1, k2, k3, k4, k5, k6, k7, k8] = kernel as unknown as Kernel;
  const row = (y: number): Uint8Array => {
    const start = (((y % height) + height) % height) * pitch;
    return data.subarray(start, start + pitch);
  };
  for (let y = 0; y < height; y++) {
    const [up, here, down] = [row(y - spacing), row(y), row(y + spacing)];
    const to = y * pitch;
    for (let i = 0; i < pitch; i++) {
      const left = i < away ? i - away + pitch : i - away;
      const right = i >= pitch - away ? i + away - pitch : i + away;
      out[to + i] =
        k0 * up[left]! +
        k1 * up[i]! +
        k2 * up[right]! +
        k3 * here[left]! +
        k4 * here[i]! +
        k5 * here[right]! +
        k6 * down[left]! +
        k7 * down[i]! +
        k8 * down[right]!;
    }
  }
  return out;
}

type Kernel = readonly [number, number, number, number, number, number, number, number, number];

/**
 * Undoes `convolveCircular` where width and height are powers of two and the kernel's sum is odd.
 *
 * Modulo 2 the inverse is the product of the kernels with taps 1, 2, 4 ... cells apart: squaring a
 * polynomial modulo 2 spreads its exponents, and a torus of 2^m cells closes them to the sum, 1. That
 * inverse gains one bit of the solution modulo 256 each time it is applied to what is still missing.
 */
export function deconvolveCircular(
  data: Uint8Array,
  layout: PlaneLayout,
  kernel: Uint8Array,
): Uint8Array {
  const longest = Math.max(layout.width, layout.height);
  const solution = new Uint8Array(data.length);
  for (let bit = 0; bit < 8; bit++) {
    const reached = convolveCircular(solution, layout, kernel);
    let missing: Uint8Array = data.map((byte, i) => (byte - reached[i]!) >> bit);
    for (let spacing = 1; spacing < longest; spacing *= 2)
      missing = convolveParity(missing, layout, kernel, spacing);
    for (let i = 0; i < solution.length; i++) solution[i]! += (missing[i]! & 1) << bit;
  }
  return solution;
}

/** The same modulo 2: the exclusive or of what the odd taps see. Bits above the lowest mean nothing. */
function convolveParity(
  data: Uint8Array,
  { width, height, stride }: PlaneLayout,
  kernel: Uint8Array,
  spacing: number,
): Uint8Array {
  const pitch = width * stride;
  const out = new Uint8Array(data.length);
  for (let tap = 0; tap < 9; tap++) {
    if (kernel[tap]! % 2 === 0) continue;
    const down = (Math.floor(tap / 3) - 1) * spacing;
    const right = ((tap % 3) - 1) * spacing;
    const first = (((right % width) + width) % width) * stride;
    for (let y = 0; y < height; y++) {
      const from = ((((y + down) % height) + height) % height) * pitch;
      const to = y * pitch;
      for (let i = 0, at = from + first; i < pitch; i++, at++) {
        if (at === from + pitch) at = from;
        out[to + i]! ^= data[at]!;
      }
    }
  }
  return out;
}
