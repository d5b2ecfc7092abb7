import { cnnOnlyWeights } from "../../networks/generated/cnn-only-weights.ts";
import { defaultOptions, HybridNetwork } from "../../networks/hybrid-network.ts";
import { pinnedWeights } from "../../networks/pinned.ts";
import { ReferenceEngine } from "../../networks/reference-engine.ts";
import type { TileEngine } from "../../networks/tile-engine.ts";

export const cnnOnlyWeightsHash =
  "518992e1ac3d42ee6c7f31c0efb63b543c268a8339ddef4dfdd0afcaca83d36f";

export async function createCnnOnlyEngine(frozenFeatures = false): Promise<TileEngine> {
  const weights = await pinnedWeights(cnnOnlyWeights, cnnOnlyWeightsHash);
  return new ReferenceEngine(new HybridNetwork(weights, { ...defaultOptions, frozenFeatures }));
}
