import { elements, type Tensor } from "../graph/tensor.ts";
import { relu } from "../operators/activations.ts";
import {
  absolute,
  add,
  divide,
  logarithm,
  multiply,
  negate,
  subtract,
} from "../operators/arithmetic.ts";
import { reshape } from "../operators/broadcast.ts";
import { mean, sum } from "../operators/reductions.ts";

export interface SoftHistogram {
  readonly bins: number;
  /** Centre of the first bin. */
  readonly low: number;
  /** Centre of the last bin. */
  readonly high: number;
}

/**
 * Entropy, in bits, of a histogram in which a value counts for its two nearest bins by its distance to
 * each, so that it has a gradient. Values outside count for nothing beyond one bin's width. The most
 * is log2(bins).
 *
 * @param x any shape; costs elements × bins, so give it a sample of a large tensor
 */
export function softEntropy(x: Tensor, { bins, low, high }: SoftHistogram): Tensor {
  const width = (high - low) / (bins - 1);
  const centres = x.graph.constant(
    Array.from({ length: bins }, (_, i) => low + i * width),
    [bins],
  );
  const column = reshape(x, [elements(x.shape), 1]);
  const nearness = relu(subtract(1, absolute(divide(subtract(column, centres), width))));
  const shares = mean(nearness, { axes: [0] });
  // An empty bin has no logarithm.
  const bits = multiply(logarithm(add(shares, 1e-9)), 1 / Math.LN2);
  return negate(sum(multiply(shares, bits)));
}
