/** A square matrix modulo 256, row by row. */
export type ChannelMatrix = Uint8Array;

/**
 * An invertible matrix modulo 256: unit lower triangle x odd diagonal x unit upper triangle.
 * @param n rows and columns
 * @param words n x n numbers; their low bytes fill the triangles and, made odd, the diagonal
 */
export function channelMatrix(n: number, words: ArrayLike<number>): ChannelMatrix {
  const entry = (row: number, column: number): number => words[row * n + column]! & 255;
  const matrix = new Uint8Array(n * n);
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < n; column++) {
      let sum = 0;
      for (let k = 0; k <= Math.min(row, column); k++) {
        const lower = row === k ? 1 : entry(row, k);
        const upper = column === k ? 1 : entry(k, column);
        sum += lower * (entry(k, k) | 1) * upper;
      }
      matrix[row * n + column] = sum;
    }
  }
  return matrix;
}

/**
 * The inverse modulo 256 of a matrix from `channelMatrix`, by elimination: its leading minors are odd,
 * so every pivot is.
 */
export function invertMatrix(matrix: ChannelMatrix): ChannelMatrix {
  const n = Math.sqrt(matrix.length);
  const left = matrix.slice();
  const right = new Uint8Array(n * n);
  for (let i = 0; i < n; i++) right[i * n + i] = 1;
  for (let pivot = 0; pivot < n; pivot++) {
    const scale = oddInverse(left[pivot * n + pivot]!);
    for (const side of [left, right]) for (let k = 0; k < n; k++) side[pivot * n + k]! *= scale;
    for (let row = 0; row < n; row++) {
      if (row === pivot) continue;
      const factor = left[row * n + pivot]!;
      for (const side of [left, right])
        for (let k = 0; k < n; k++) side[row * n + k]! -= factor * side[pivot * n + k]!;
    }
  }
  return right;
}

/** The inverse of an odd number modulo 256 (Newton; each step doubles the bits that are right). */
export function oddInverse(odd: number): number {
  let inverse = odd;
  for (let i = 0; i < 3; i++) inverse = (inverse * (2 - odd * inverse)) & 255;
  return inverse;
}

/** How samples lie in bytes. */
export interface PixelLayout {
  readonly channels: number;
  readonly bytesPerSample: number;
}

/**
 * Multiplies the channels of every pixel by the matrix, modulo 256: of 16-bit samples the high bytes
 * and the low bytes by themselves. A matrix smaller than the pixel mixes the first channels.
 */
export function mixChannels(data: Uint8Array, layout: PixelLayout, matrix: ChannelMatrix): void {
  const { channels, bytesPerSample } = layout;
  const n = Math.sqrt(matrix.length);
  const before = new Uint8Array(n);
  for (let pixel = 0; pixel < data.length; pixel += channels * bytesPerSample) {
    for (let byte = pixel; byte < pixel + bytesPerSample; byte++) {
      for (let k = 0; k < n; k++) before[k] = data[byte + k * bytesPerSample]!;
      for (let row = 0; row < n; row++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += matrix[row * n + k]! * before[k]!;
        data[byte + row * bytesPerSample] = sum;
      }
    }
  }
}
