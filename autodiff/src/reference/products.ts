import { elements } from "../graph/tensor.ts";
import { integer, integers, needed, type Kernel, type Value } from "./values.ts";

/** Every pair of an image place and a result place that a tap of the kernel connects. */
function forEachTap(
  image: readonly [number, number],
  result: readonly [number, number],
  { kernel, strides, pads }: { [K in "kernel" | "strides" | "pads"]: readonly number[] },
  visit: (imagePlace: number, resultPlace: number, tap: number) => void,
): void {
  const [kernelHeight, kernelWidth] = kernel as [number, number];
  for (let row = 0; row < result[0]; row++) {
    for (let column = 0; column < result[1]; column++) {
      for (let tap = 0; tap < kernelHeight * kernelWidth; tap++) {
        const y = row * strides[0]! - pads[0]! + Math.floor(tap / kernelWidth);
        const x = column * strides[1]! - pads[1]! + (tap % kernelWidth);
        if (y < 0 || x < 0 || y >= image[0] || x >= image[1]) continue;
        visit(y * image[1] + x, row * result[1] + column, tap);
      }
    }
  }
}

function withBias(shape: readonly number[], bias: Value | undefined): Float64Array {
  const [images = 0, channels = 0, height = 0, width = 0] = shape;
  const result = new Float64Array(images * channels * height * width);
  if (bias === undefined) return result;
  return result.map((_, i) => bias.data[Math.floor(i / (height * width)) % channels]!);
}

type Four = readonly [number, number, number, number];

export const products: Readonly<Record<string, Kernel>> = {
  FusedMatMul: (node, [a, second]) => {
    const b = needed(node, second);
    const [transA, transB] = [integer(node, "transA") === 1, integer(node, "transB") === 1];
    const { shape } = node.outputs[0];
    const [m, n] = shape.slice(-2) as [number, number];
    const k = a.shape.at(transA ? -2 : -1)!;
    const result = new Float64Array(elements(shape));
    for (let i = 0; i < result.length; i++) {
      const [matrix, row, column] = [Math.floor(i / (m * n)), Math.floor(i / n) % m, i % n];
      const fromA = matrix * m * k;
      const fromB = b.shape.length === 2 ? 0 : matrix * k * n;
      for (let j = 0; j < k; j++) {
        result[i]! +=
          a.data[fromA + (transA ? j * m + row : row * k + j)]! *
          b.data[fromB + (transB ? column * k + j : j * n + column)]!;
      }
    }
    return [result];
  },
  Conv: (node, [x, weights, bias]) => {
    const kernel = needed(node, weights);
    const [images, channels, height, width] = x.shape as Four;
    const { shape } = node.outputs[0];
    const [, outputs, resultHeight, resultWidth] = shape as Four;
    const taps = elements(kernel.shape.slice(2));
    const result = withBias(shape, bias);
    const geometry = geometryOf(node);
    forEachTap([height, width], [resultHeight, resultWidth], geometry, (from, to, tap) => {
      for (let image = 0; image < images; image++) {
        for (let output = 0; output < outputs; output++) {
          const place = (image * outputs + output) * resultHeight * resultWidth + to;
          for (let channel = 0; channel < channels; channel++) {
            result[place]! +=
              x.data[(image * channels + channel) * height * width + from]! *
              kernel.data[(output * channels + channel) * taps + tap]!;
          }
        }
      }
    });
    return [result];
  },
  ConvTranspose: (node, [x, weights, bias]) => {
    const kernel = needed(node, weights);
    const [images, channels, height, width] = x.shape as Four;
    const { shape } = node.outputs[0];
    const [, outputs, resultHeight, resultWidth] = shape as Four;
    const taps = elements(kernel.shape.slice(2));
    const result = withBias(shape, bias);
    const geometry = geometryOf(node);
    forEachTap([resultHeight, resultWidth], [height, width], geometry, (to, from, tap) => {
      for (let image = 0; image < images; image++) {
        for (let output = 0; output < outputs; output++) {
          const place = (image * outputs + output) * resultHeight * resultWidth + to;
          for (let channel = 0; channel < channels; channel++) {
            result[place]! +=
              x.data[(image * channels + channel) * height * width + from]! *
              kernel.data[(channel * outputs + output) * taps + tap]!;
          }
        }
      }
    });
    return [result];
  },
};

function geometryOf(node: Parameters<Kernel>[0]): {
  [K in "kernel" | "strides" | "pads"]: readonly number[];
} {
  return {
    kernel: integers(node, "kernel_shape"),
    strides: integers(node, "strides"),
    pads: integers(node, "pads"),
  };
}
