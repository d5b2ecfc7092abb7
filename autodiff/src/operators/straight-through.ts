import type { Tensor } from "../graph/tensor.ts";
import { add, divide, floor, multiply, subtract } from "./arithmetic.ts";

/*
 * Straight-through estimators (Bengio et al. 2013): the forward pass computes what integers will
 * compute, the backward pass takes the step for the identity.
 */

/** The largest whole number not above. */
export function floorThrough(x: Tensor): Tensor {
  return x.graph.apply("Floor", [x], x.shape, { gradient: ([dy]) => [dy] });
}

/** The nearest whole number; halves go up, as an integer's `(x + half) >> bits` does. */
export function roundThrough(x: Tensor): Tensor {
  return floorThrough(add(x, 0.5));
}

/** Kept between two bounds, with a gradient outside as well, so that what left them can come back. */
export function clipThrough(x: Tensor, low: number, high: number): Tensor {
  const { graph } = x;
  return graph.apply("Clip", [x, graph.scalar(low), graph.scalar(high)], x.shape, {
    gradient: ([dy]) => [dy, undefined, undefined],
  });
}

/** x modulo the period, from 0 to below it; a saw tooth, of slope 1 almost everywhere. */
export function wrap(x: Tensor, period: number): Tensor {
  return subtract(x, multiply(floor(divide(x, period)), period));
}

/** The same values, through which no gradient passes. */
export function stopGradient(x: Tensor): Tensor {
  return x.graph.apply("Identity", [x], x.shape, { gradient: () => [undefined] });
}
