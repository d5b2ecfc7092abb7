import { shapeText, type Tensor } from "../graph/tensor.ts";
import { reshape } from "./broadcast.ts";
import { allSides, convolvedSize, fourAxes, pads, type Padding } from "./image-geometry.ts";
import { kernelGradient } from "./kernel-gradient.ts";
import { flip, transpose } from "./reordering.ts";
import { sum } from "./reductions.ts";

export interface ConvolutionOptions {
  /** One number an output channel. */
  readonly bias?: Tensor;
  /** Positions between neighbours of the result, 1 and more. */
  readonly stride?: number;
  /** A number means all four sides. */
  readonly padding?: number | Padding;
}

/**
 * Convolution of images as networks have it, a correlation.
 *
 * @param x [images, channels, height, width]
 * @param kernel [outputs, channels, height, width]
 */
export function convolution(
  x: Tensor,
  kernel: Tensor,
  { bias, stride = 1, padding = 0 }: ConvolutionOptions = {},
): Tensor {
  const [images, channels, height, width] = fourAxes("x", x);
  const [outputs, inputs, kernelHeight, kernelWidth] = fourAxes("kernel", kernel);
  if (inputs !== channels) {
    throw new RangeError(
      `"kernel" expected ${channels} input channels, got shape ${shapeText(kernel.shape)}`,
    );
  }
  const sides = allSides(padding);
  const size = convolvedSize([height, width], [kernelHeight, kernelWidth], stride, sides);
  return x.graph.apply(
    "Conv",
    bias === undefined ? [x, kernel] : [x, kernel, bias],
    [images, outputs, ...size],
    {
      attributes: {
        kernel_shape: [kernelHeight, kernelWidth],
        pads: pads(sides),
        strides: [stride, stride],
      },
      gradient: ([dy]) => [
        inputGradient(dy, kernel, { stride, sides, image: [height, width] }),
        kernelGradient(x, dy, [kernelHeight, kernelWidth], stride, sides),
        bias && reshape(sum(dy, { axes: [0, 2, 3] }), [outputs]),
      ],
    },
  );
}

/** Gradient by the image: with stride 1 a convolution with the kernel turned round. */
function inputGradient(
  dy: Tensor,
  kernel: Tensor,
  { stride, sides, image }: { stride: number; sides: Padding; image: readonly [number, number] },
): Tensor {
  const [, , kernelHeight, kernelWidth] = fourAxes("kernel", kernel);
  const { top, left, bottom, right } = sides;
  if (stride === 1 && Math.max(top, bottom) < kernelHeight && Math.max(left, right) < kernelWidth) {
    return convolution(dy, transpose(flip(kernel, [2, 3]), [1, 0, 2, 3]), {
      padding: {
        top: kernelHeight - 1 - top,
        left: kernelWidth - 1 - left,
        bottom: kernelHeight - 1 - bottom,
        right: kernelWidth - 1 - right,
      },
    });
  }
  return transposedConvolution(dy, kernel, { stride, padding: sides, size: image });
}

export interface TransposedConvolutionOptions extends ConvolutionOptions {
  /**
   * Height and width of the result; the smallest that fits when absent. With a stride, several sizes
   * would be convolved to that of `x`.
   */
  readonly size?: readonly [number, number];
}

/**
 * Transposed convolution: the map that takes the gradient of a convolution from its result to its
 * image; with stride 2 it doubles an image.
 *
 * @param x [images, channels, height, width]
 * @param kernel [channels, outputs, height, width]
 */
export function transposedConvolution(
  x: Tensor,
  kernel: Tensor,
  { bias, stride = 1, padding = 0, size }: TransposedConvolutionOptions = {},
): Tensor {
  const [images, channels, height, width] = fourAxes("x", x);
  const [inputs, outputs, kernelHeight, kernelWidth] = fourAxes("kernel", kernel);
  if (inputs !== channels) {
    throw new RangeError(
      `"kernel" expected ${channels} input channels, got shape ${shapeText(kernel.shape)}`,
    );
  }
  const sides = allSides(padding);
  const least = [
    (height - 1) * stride + kernelHeight - sides.top - sides.bottom,
    (width - 1) * stride + kernelWidth - sides.left - sides.right,
  ] as const;
  const result = size ?? least;
  const extra = [result[0] - least[0], result[1] - least[1]];
  if (!extra.every((rows) => rows >= 0 && rows < stride)) {
    throw new RangeError(
      `"size" expected ${least.join("×")} to less than ${stride} more, got ${result.join("×")}`,
    );
  }
  return x.graph.apply(
    "ConvTranspose",
    bias === undefined ? [x, kernel] : [x, kernel, bias],
    [images, outputs, ...result],
    {
      attributes: {
        kernel_shape: [kernelHeight, kernelWidth],
        pads: pads(sides),
        strides: [stride, stride],
        output_padding: extra,
      },
      gradient: ([dy]) => [
        convolution(dy, kernel, { stride, padding: sides }),
        kernelGradient(dy, x, [kernelHeight, kernelWidth], stride, sides),
        bias && reshape(sum(dy, { axes: [0, 2, 3] }), [outputs]),
      ],
    },
  );
}
