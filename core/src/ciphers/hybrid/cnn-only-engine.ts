import { cnnOnlyWeights } from "../../networks/generated/cnn-only-weights.ts";
import { HybridNetwork } from "../../networks/hybrid/hybrid-network.ts";
import { defaultOptions } from "../../networks/hybrid/shape.ts";
import { pinnedWeights } from "../../networks/pinned.ts";
import { ReferenceEngine } from "../../networks/reference-engine.ts";
import type { TileEngine } from "../../networks/tile-engine.ts";

export const cnnOnlyWeightsHash =
  "2e0acf156c12490163f2edff6970b023e0b5a33640aef93997707eaf4d9870b3";

export async function createCnnOnlyEngine(frozenFeatures = false): Promise<TileEngine> {
  const weights = await pinnedWeights(cnnOnlyWeights, cnnOnlyWeightsHash);
  return new ReferenceEngine(new HybridNetwork(weights, { ...defaultOptions, frozenFeatures }));
}
