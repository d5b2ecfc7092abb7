import type { Variables } from "@neuroveil/autodiff";
import {
  convolvePlanes,
  stackPlanes,
  type IntegerConvolution,
  type Planes,
  type Tensor,
  type TensorFile,
} from "neuroveil/networks";
import { exportLayer } from "../quantised/quantised-convolution.ts";
import type { Settings } from "../recipe.ts";
import { halves, layersOf, type Half } from "./network.ts";

/** The integer network as it runs after training. */
export type ShippedNetwork = Readonly<Record<Half, readonly IntegerConvolution[]>>;

export function shippedNetwork(settings: Settings, variables: Variables): ShippedNetwork {
  const half = (name: Half): readonly IntegerConvolution[] =>
    layersOf(settings).map((layer, i) =>
      exportLayer(layer, variables.get(`${name}.${i}.kernel`), variables.get(`${name}.${i}.bias`)),
    );
  return { encoder: half("encoder"), decoder: half("decoder") };
}

/** As a weight file: kernels in I8, biases in I32, and shift and bounds of each layer. */
export function weightFile(network: ShippedNetwork): TensorFile {
  const tensors = new Map<string, Tensor>();
  for (const half of halves) {
    for (const [i, layer] of network[half].entries()) {
      const { outputs, inputs, side, kernel, bias, shift, low, high } = layer;
      const name = `${half}.${i}`;
      tensors.set(`${name}.kernel`, {
        dtype: "I8",
        shape: [outputs, inputs, side, side],
        data: kernel,
      });
      tensors.set(`${name}.bias`, { dtype: "I32", shape: [outputs], data: bias });
      tensors.set(`${name}.range`, {
        dtype: "I16",
        shape: [3],
        data: Int16Array.of(shift, low, high),
      });
    }
  }
  return { tensors, metadata: { format: "neuroveil conv-autoencoder 1" } };
}

/**
 * Runs one half.
 *
 * @param x three planes of samples less 128: the image, or the cipher image
 * @param keys planes of samples less 128
 */
export function runShipped(layers: readonly IntegerConvolution[], x: Planes, keys: Planes): Planes {
  const given = stackPlanes(x, keys);
  return layers.reduce(
    (y, layer, i) => convolvePlanes(layer, i === layers.length - 1 ? stackPlanes(y, given) : y),
    given,
  );
}
