import type { Variables } from "@neuroveil/autodiff";
import type {
  HybridAutoencoder,
  HybridHalf,
  IntegerConvolution,
} from "neuroveil/internal/networks";
import { exportLayer, type QuantisedLayer } from "../../quantised/quantised-convolution.ts";
import { exportLstm } from "../../quantised/quantised-lstm.ts";
import type { Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";
import { cnnLayers, projection } from "./network.ts";

/** The integer network that training has made. */
export function quantisedNetwork(
  settings: Settings<Setting>,
  variables: Variables,
): HybridAutoencoder {
  const convolution = (name: string, layer: QuantisedLayer): IntegerConvolution =>
    exportLayer(layer, variables.get(`${name}.kernel`), variables.get(`${name}.bias`));
  const half = (name: string): HybridHalf => ({
    cnn: cnnLayers(settings).map((layer, i) => convolution(`${name}.cnn.${i}`, layer)),
    lstm: Array.from({ length: settings.lstmLayers }, (_, i) =>
      exportLstm(
        variables.get(`${name}.lstm.${i}.input`),
        variables.get(`${name}.lstm.${i}.hidden`),
        variables.get(`${name}.lstm.${i}.bias`),
      ),
    ),
    projection: convolution(`${name}.projection`, projection),
  });
  return {
    encoder: half("encoder"),
    decoder: half("decoder"),
    keyBytes: settings.keyBytes,
    backwards: settings.backwards === 1,
  };
}
