import { concatenate, type Scope, type Tensor } from "@neuroveil/autodiff";
import {
  quantisedConvolution,
  type QuantisedLayer,
} from "../../quantised/quantised-convolution.ts";
import type { Settings } from "../../recipe.ts";

/** What the size of a half depends on. */
export type NetworkSetting = "layers" | "channels";

/**
 * The layers of either half (after Madani and Bourennane 2025, with a key of its own for every image):
 * rectified hidden layers, then three planes of 8-bit samples, less 128. The last layer sees what the
 * half was given beside the last hidden layer.
 */
export function layersOf({
  layers,
  channels,
}: Settings<NetworkSetting>): readonly QuantisedLayer[] {
  const hidden = { outputs: channels, low: 0, high: 255 };
  return [...Array.from({ length: layers }, () => hidden), { outputs: 3, low: -128, high: 127 }];
}

/**
 * One half in training.
 *
 * @param x [images, 3, side, side] samples less 128: the image, or the cipher image
 * @param keys [images, planes, side, side] samples less 128, independent and uniform
 */
export function runHalf(
  scope: Scope,
  settings: Settings<NetworkSetting>,
  x: Tensor,
  keys: Tensor,
): Tensor {
  const given = concatenate([x, keys], 1);
  return layersOf(settings).reduce(
    (y, layer, i, { length }) =>
      quantisedConvolution(
        scope.child(`${i}`),
        i === length - 1 ? concatenate([y, given], 1) : y,
        layer,
      ),
    given,
  );
}
