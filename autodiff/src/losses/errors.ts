import type { Tensor } from "../graph/tensor.ts";
import { absolute, square, subtract } from "../operators/arithmetic.ts";
import { mean } from "../operators/reductions.ts";

export function meanSquaredError(a: Tensor, b: Tensor): Tensor {
  return mean(square(subtract(a, b)));
}

export function meanAbsoluteError(a: Tensor, b: Tensor): Tensor {
  return mean(absolute(subtract(a, b)));
}
