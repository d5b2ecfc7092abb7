import type { Tensor } from "../graph/tensor.ts";
import { add, divide, multiply, square, subtract } from "../operators/arithmetic.ts";
import { reshape } from "../operators/broadcast.ts";
import { convolution } from "../operators/convolution.ts";
import { fourAxes } from "../operators/image-geometry.ts";
import { mean } from "../operators/reductions.ts";

const windowSide = 11;
const windowSigma = 1.5;

const gaussian = normalised(
  Array.from({ length: windowSide }, (_, i) =>
    Math.exp(-((i - (windowSide - 1) / 2) ** 2) / (2 * windowSigma ** 2)),
  ),
);

function normalised(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/**
 * Mean structural similarity (Wang et al. 2004) over all windows of 11×11 pixels, weighted by a
 * Gaussian of standard deviation 1.5, with K1 = 0.01 and K2 = 0.03: 1 for identical images. As the
 * laboratory's `ssim` computes it.
 *
 * @param a, b [images, channels, height, width] of 11 rows and columns and more
 * @param peak largest sample, 1 when absent
 */
export function structuralSimilarity(a: Tensor, b: Tensor, peak = 1): Tensor {
  const [c1, c2] = [(0.01 * peak) ** 2, (0.03 * peak) ** 2];
  const [meanA, meanB] = [smooth(a), smooth(b)];
  const [squareA, squareB, product] = [square(meanA), square(meanB), multiply(meanA, meanB)];
  const varianceA = subtract(smooth(square(a)), squareA);
  const varianceB = subtract(smooth(square(b)), squareB);
  const covariance = subtract(smooth(multiply(a, b)), product);
  const luminance = divide(add(multiply(product, 2), c1), add(add(squareA, squareB), c1));
  const structure = divide(add(multiply(covariance, 2), c2), add(add(varianceA, varianceB), c2));
  return mean(multiply(luminance, structure));
}

/** The Gaussian mean of every window, first along the columns, then along the rows. */
function smooth(x: Tensor): Tensor {
  const [images, channels, height, width] = fourAxes("x", x);
  const planes = reshape(x, [images * channels, 1, height, width]);
  const down = convolution(planes, x.graph.constant(gaussian, [1, 1, windowSide, 1]));
  return convolution(down, x.graph.constant(gaussian, [1, 1, 1, windowSide]));
}
