import type { Tensor } from "../graph/tensor.ts";
import { add } from "../operators/arithmetic.ts";
import { matrixProduct } from "../operators/matrix-product.ts";
import { glorotUniform, zeros, type Initial } from "../graph/initial.ts";
import type { Scope } from "./scope.ts";

/**
 * Every output a weighted sum of all inputs, and a bias.
 *
 * @param x [..., inputs]
 * @returns [..., outputs]
 */
export function dense(scope: Scope, x: Tensor, outputs: number, initial?: Initial): Tensor {
  const inputs = x.shape.at(-1) ?? 1;
  const weight = scope.parameter(
    "weight",
    [inputs, outputs],
    initial ?? glorotUniform(inputs, outputs),
  );
  return add(matrixProduct(x, weight), scope.parameter("bias", [outputs], zeros));
}
