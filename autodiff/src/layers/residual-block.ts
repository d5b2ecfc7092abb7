import type { Tensor } from "../graph/tensor.ts";
import { add } from "../operators/arithmetic.ts";
import { relu } from "../operators/activations.ts";
import { convolutionLayer } from "./convolution-layer.ts";
import type { Scope } from "./scope.ts";

/**
 * x + convolution(activation(convolution(x))) (He et al. 2016, without the last rectifier).
 *
 * @param x [images, channels, height, width]
 * @param activation between the two convolutions
 */
export function residualBlock(
  scope: Scope,
  x: Tensor,
  activation: (x: Tensor) => Tensor = relu,
): Tensor {
  const channels = x.shape[1] ?? 1;
  const first = convolutionLayer(scope.child("first"), x, channels);
  return add(x, convolutionLayer(scope.child("second"), activation(first), channels));
}
