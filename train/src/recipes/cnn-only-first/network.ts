import type { Tensor } from "@neuroveil/autodiff";
import { generatorLayers } from "neuroveil/internal/hybrid-first";
import type { Contender, Shown } from "../../families/hybrid/contender.ts";
import { convolutionLayers, convolutionParameters } from "../../families/hybrid/convolutions.ts";
import { featureLines, pooledLinesOf } from "../../families/hybrid/planes.ts";
import { firstPlane, folded, generatorLayer, layerSums } from "./generator-twin.ts";

const layers = Array.from({ length: generatorLayers }, (_, i) => i);
/** Of the generator's layers, so many make the words that its adversaries see. */
const shownLayers = 2;

/** The convolutions, and every layer of the generator by itself. */
export const cnnOnlyContender: Contender = {
  cellWords: 1,
  parameters: [
    ...convolutionParameters,
    ...layers.map((layer) => {
      const name = `generator.${layer}`;
      return { name, shape: [9], kind: "odd", part: name } as const;
    }),
  ],
  play: (weights, given, steps) => {
    const { planes, states } = given;
    const taps = (layer: number): Tensor => weights[`generator.${layer}`]!;
    const byLayer = layers.map((layer): [string, Shown] => [
      `generator.${layer}`,
      { layer: layerSums(planes, layer, taps(layer)) },
    ]);
    const features = featureLines(planes, weights["cross"]!, weights["features"]!);
    let plane = firstPlane(states, pooledLinesOf(features), steps);
    for (const layer of layers.slice(0, shownLayers)) {
      plane = generatorLayer(plane, layer, states, taps(layer));
    }
    return {
      ...convolutionLayers(weights, given),
      ...Object.fromEntries(byLayer),
      mask: { words: folded(plane) },
    };
  },
};
