import { NeuroveilError } from "neuroveil/errors";
import {
  defaultOptions,
  defaultShape,
  generatorLayers,
  HybridNetwork,
  readWeights,
  seedWeights,
  writeWeights,
} from "neuroveil/internal/hybrid-first";
import { convolutionWeights, type Subject } from "../../families/hybrid/subject.ts";
import { cnnOnlyContender } from "./network.ts";

const shape = { ...defaultShape, lstmLayers: 0 };
const layers = Array.from({ length: generatorLayers }, (_, i) => i);
const taps = 9;

function checkOdd(name: string, taps: Int8Array): void {
  const even = taps.findIndex((tap) => tap % 2 === 0);
  if (even < 0) return;
  throw new NeuroveilError("weights", {
    expected: `odd weights in ${name}`,
    got: `${taps[even]} at ${even}`,
    todo: "an even one hides changes of upper bits, so train again",
  });
}

/** The ablation without LSTM. All that is asked of its weights is that they be odd. */
export const cnnOnlySubject: Subject = {
  id: "cnn-only-first",
  contender: cnnOnlyContender,
  seedFile: () => seedWeights("neuroveil cnn-only 1", shape),
  project: (weights) => weights,
  write: (weights) =>
    writeWeights(
      shape,
      { ...weights, generator: layers.flatMap((layer) => [...weights[`generator.${layer}`]!]) },
      "neuroveil train cnn-only-first",
    ),
  check: (file) => {
    const { generator, convolution } = readWeights(file);
    checkOdd("generator", generator);
    checkOdd("causal", convolution.causal);
    checkOdd("cross", convolution.cross);
    for (const taps of convolution.layers) checkOdd("features", taps);
  },
  weights: (file) => {
    const weights = readWeights(file);
    return {
      ...convolutionWeights(weights),
      ...Object.fromEntries(
        layers.map((layer) => [
          `generator.${layer}`,
          Int16Array.from(weights.generator.subarray(taps * layer, taps * (layer + 1))),
        ]),
      ),
    };
  },
  network: (file) => new HybridNetwork(readWeights(file), defaultOptions),
};
