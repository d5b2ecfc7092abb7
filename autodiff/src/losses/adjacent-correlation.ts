import type { Tensor } from "../graph/tensor.ts";
import { add, divide, multiply, square, subtract } from "../operators/arithmetic.ts";
import { fourAxes } from "../operators/image-geometry.ts";
import { mean } from "../operators/reductions.ts";
import { slice } from "../operators/reordering.ts";

/** Where the neighbour stands: rows and columns further. */
const directions = { horizontal: [0, 1], vertical: [1, 0], diagonal: [1, 1] } as const;

/** Keeps a plane of one colour from dividing by zero; a part of the squared range of samples. */
const least = 1e-6;

/**
 * Squared correlation of neighbouring pixels, 0 to 1: the mean over the three directions, and over
 * all planes of all images.
 *
 * @param x [images, channels, height, width], of a range of about 1
 */
export function adjacentCorrelation(x: Tensor): Tensor {
  const [images, channels, height, width] = fourAxes("x", x);
  const squares = Object.values(directions).map(([rows, columns]) => {
    const one = slice(x, [0, 0, 0, 0], [images, channels, height - rows, width - columns]);
    const other = slice(x, [0, 0, rows, columns], [images, channels, height, width]);
    return mean(squaredCorrelation(one, other));
  });
  return multiply(
    squares.reduce((total, part) => add(total, part)),
    1 / squares.length,
  );
}

/** By plane: [images, channels]. */
function squaredCorrelation(a: Tensor, b: Tensor): Tensor {
  const axes = [2, 3];
  const centred = [a, b].map((x) => subtract(x, mean(x, { axes, keep: true }))) as [Tensor, Tensor];
  const covariance = mean(multiply(...centred), { axes });
  const [varianceA, varianceB] = centred.map((x) => mean(square(x), { axes })) as [Tensor, Tensor];
  return divide(square(covariance), add(multiply(varianceA, varianceB), least ** 2));
}
