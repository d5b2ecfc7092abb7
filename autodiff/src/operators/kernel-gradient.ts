import type { Tensor } from "../graph/tensor.ts";
import { fourAxes, type Padding } from "./image-geometry.ts";
import { matrixProduct } from "./matrix-product.ts";
import { reshape } from "./broadcast.ts";
import { concatenate, pad, slice, transpose } from "./reordering.ts";
import { sum } from "./reductions.ts";

/**
 * Gradient by the kernel of a convolution from `image` to the shape of `dy`: for every tap the image
 * as that tap sees it, all of them times dy in one matrix product. (onnxruntime has no operator for
 * it; a convolution of image by dy would do as well and is slower.)
 *
 * @returns [channels of dy, channels of the image, height, width]
 */
export function kernelGradient(
  image: Tensor,
  dy: Tensor,
  [kernelHeight, kernelWidth]: readonly [number, number],
  stride: number,
  { top, left, bottom, right }: Padding,
): Tensor {
  const [images, channels] = fourAxes("image", image);
  const [, outputs, height, width] = fourAxes("dy", dy);
  const padded = pad(image, [0, 0, top, left], [0, 0, bottom, right]);
  const views: Tensor[] = [];
  for (let row = 0; row < kernelHeight; row++) {
    for (let column = 0; column < kernelWidth; column++) {
      views.push(
        slice(
          padded,
          [0, 0, row, column],
          [images, channels, row + (height - 1) * stride + 1, column + (width - 1) * stride + 1],
          [1, 1, stride, stride],
        ),
      );
    }
  }
  const taps = kernelHeight * kernelWidth;
  const seen = reshape(concatenate(views, 1), [images, taps * channels, height * width]);
  const flat = reshape(dy, [images, outputs, height * width]);
  const byTap = sum(matrixProduct(flat, seen, { b: true }), { axes: [0] });
  return reshape(transpose(reshape(byTap, [outputs, taps, channels]), [0, 2, 1]), [
    outputs,
    channels,
    kernelHeight,
    kernelWidth,
  ]);
}
