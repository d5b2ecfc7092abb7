import type { Tensor } from "../graph/tensor.ts";
import { absolute, square, subtract } from "../operators/arithmetic.ts";
import { mean } from "../operators/reductions.ts";

/** E|u - v| of two independent uniform draws from a range of 1. */
const ideal = 1 / 3;

/**
 * How far pairs of cipher images, of plain images or keys that differ by little, are from differing as
 * two random images do: the squared distance of their mean absolute difference from 1/3, its mean over
 * all pairs. 0 at best.
 *
 * @param a, b [pairs, ...], of a range of 1
 */
export function avalancheLoss(a: Tensor, b: Tensor): Tensor {
  const axes = a.shape.map((_, axis) => axis).slice(1);
  return mean(square(subtract(mean(absolute(subtract(a, b)), { axes }), ideal)));
}
