import type { Tensor } from "../graph/tensor.ts";
import { convolution, transposedConvolution } from "../operators/convolution.ts";
import { heUniform, kernelInputs, zeros, type Initial } from "../graph/initial.ts";
import type { Scope } from "./scope.ts";

export interface ConvolutionLayerOptions {
  /** Height and width of the kernel, 3 when absent. */
  readonly side?: number;
  readonly stride?: number;
  readonly initial?: Initial;
}

/**
 * A convolution that keeps height and width (or divides them by the stride) with a bias a channel.
 *
 * @param x [images, channels, height, width]; with a stride, height and width are multiples of it
 */
export function convolutionLayer(
  scope: Scope,
  x: Tensor,
  outputs: number,
  { side = 3, stride = 1, initial }: ConvolutionLayerOptions = {},
): Tensor {
  const shape = [outputs, x.shape[1] ?? 1, side, side];
  const kernel = scope.parameter("kernel", shape, initial ?? heUniform(kernelInputs(shape)));
  const bias = scope.parameter("bias", [outputs], zeros);
  const around = side - stride;
  const before = Math.floor(around / 2);
  const after = around - before;
  const padding = { top: before, left: before, bottom: after, right: after };
  return convolution(x, kernel, { bias, stride, padding });
}

/**
 * A transposed convolution that multiplies height and width by the stride, with a bias a channel.
 *
 * @param options side at least the stride
 */
export function transposedConvolutionLayer(
  scope: Scope,
  x: Tensor,
  outputs: number,
  { side = 4, stride = 2, initial }: ConvolutionLayerOptions = {},
): Tensor {
  const inputs = x.shape[1] ?? 1;
  // Each result sees (side / stride)² taps of every channel.
  const draws = initial ?? heUniform(inputs * (side / stride) ** 2);
  const kernel = scope.parameter("kernel", [inputs, outputs, side, side], draws);
  const bias = scope.parameter("bias", [outputs], zeros);
  const around = side - stride;
  const before = Math.floor(around / 2);
  const after = around - before;
  const padding = { top: before, left: before, bottom: after, right: after };
  return transposedConvolution(x, kernel, { bias, stride, padding });
}
