import { upsample, type Scope, type Tensor, type Variables } from "@neuroveil/autodiff";
import type { PerturbationGenerator } from "neuroveil/internal/networks";
import {
  exportLayer,
  quantisedConvolution,
  type QuantisedLayer,
} from "../../quantised/quantised-convolution.ts";
import type { Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";

const name = "generator";

/** Two rectified layers, and one of samples less 128. */
function layersOf({ channels }: Settings<Setting>): readonly QuantisedLayer[] {
  const hidden = { outputs: channels, low: 0, high: 255 };
  return [hidden, hidden, { outputs: 1, low: -128, high: 127 }];
}

/**
 * The generator in training.
 *
 * @param seeds [images, 4, 8, 8] samples less 128
 * @returns [images, 1, 32, 32] samples less 128
 */
export function generate(scope: Scope, settings: Settings<Setting>, seeds: Tensor): Tensor {
  return layersOf(settings).reduce(
    (x, layer, i) => quantisedConvolution(scope.child(`${i}`), i === 0 ? x : upsample(x, 2), layer),
    seeds,
  );
}

/** The integer network that training has made. */
export function shippedGenerator(
  settings: Settings<Setting>,
  variables: Variables,
): PerturbationGenerator {
  return layersOf(settings).map((layer, i) =>
    exportLayer(layer, variables.get(`${name}.${i}.kernel`), variables.get(`${name}.${i}.bias`)),
  );
}
