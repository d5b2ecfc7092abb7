import type { Variables } from "@neuroveil/autodiff";
import type { AutoencoderHalf, ConvAutoencoder } from "neuroveil/internal/networks";
import { exportLayer } from "../../quantised/quantised-convolution.ts";
import type { Settings } from "../../recipe.ts";
import { layersOf, type NetworkSetting } from "./network.ts";

/** The integer network that training has made. */
export function quantisedNetwork(
  settings: Settings<NetworkSetting>,
  variables: Variables,
): ConvAutoencoder {
  const half = (name: string): AutoencoderHalf =>
    layersOf(settings).map((layer, i) =>
      exportLayer(layer, variables.get(`${name}.${i}.kernel`), variables.get(`${name}.${i}.bias`)),
    );
  return { encoder: half("encoder"), decoder: half("decoder") };
}
