/**
 * Modified Gram-Schmidt, in place: makes the vectors orthonormal, first to last.
 *
 * @param vectors `count` vectors of `dimension` components, one after another
 * @param lengths takes the length that each vector had left after the ones before it were taken out
 */
export function orthonormalise(
  vectors: Float64Array,
  dimension: number,
  lengths: Float64Array,
): void {
  for (let k = 0; k < lengths.length; k++) {
    const vector = vectors.subarray(k * dimension, (k + 1) * dimension);
    for (let before = 0; before < k; before++) {
      const other = vectors.subarray(before * dimension, (before + 1) * dimension);
      let product = 0;
      for (let i = 0; i < dimension; i++) product += vector[i]! * other[i]!;
      for (let i = 0; i < dimension; i++) vector[i]! -= product * other[i]!;
    }
    let square = 0;
    for (let i = 0; i < dimension; i++) square += vector[i]! * vector[i]!;
    const length = Math.sqrt(square);
    lengths[k] = length;
    // A superstable orbit ends here: its vector stays zero, its exponent minus infinity.
    if (length > 0) for (let i = 0; i < dimension; i++) vector[i]! /= length;
  }
}

/** The first `count` unit vectors. */
export function unitVectors(dimension: number, count: number): Float64Array {
  const vectors = new Float64Array(dimension * count);
  for (let k = 0; k < count; k++) vectors[k * dimension + k] = 1;
  return vectors;
}
