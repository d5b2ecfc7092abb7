import type { Tensor } from "../graph/tensor.ts";
import { multiply, subtract } from "./arithmetic.ts";
import { sum } from "./reductions.ts";

/** exp(x) divided by its sum along the last axis. */
export function softmax(x: Tensor): Tensor {
  const y: Tensor = x.graph.apply("Softmax", [x], x.shape, {
    attributes: { axis: -1 },
    gradient: ([dy]) => [
      multiply(y, subtract(dy, sum(multiply(dy, y), { axes: [-1], keep: true }))),
    ],
  });
  return y;
}
