import { cnnOnlyFirstWeights } from "../../networks/generated/cnn-only-first-weights.ts";
import { hybridFirstWeights } from "../../networks/generated/hybrid-first-weights.ts";
import { defaultOptions, HybridNetwork } from "../../networks/hybrid-first/hybrid-network.ts";
import { readWeights } from "../../networks/hybrid-first/weights.ts";
import { pinnedFile } from "../../networks/weights/pinned.ts";
import { ReferenceEngine } from "../../networks/tiles/reference-engine.ts";
import type { TileEngine } from "../../networks/tiles/tile-engine.ts";

export const hybridFirstWeightsHash =
  "e05e9dd9e279f90e91928c33678042aa5d26a5dd6bc41ec9bb0ee173dad6537a";
export const cnnOnlyFirstWeightsHash =
  "518992e1ac3d42ee6c7f31c0efb63b543c268a8339ddef4dfdd0afcaca83d36f";

async function engine(base64: string, hash: string, frozenFeatures: boolean): Promise<TileEngine> {
  const weights = readWeights(await pinnedFile(base64, hash));
  return new ReferenceEngine(new HybridNetwork(weights, { ...defaultOptions, frozenFeatures }));
}

export function createHybridFirstEngine(frozenFeatures = false): Promise<TileEngine> {
  return engine(hybridFirstWeights, hybridFirstWeightsHash, frozenFeatures);
}

export function createCnnOnlyFirstEngine(frozenFeatures = false): Promise<TileEngine> {
  return engine(cnnOnlyFirstWeights, cnnOnlyFirstWeightsHash, frozenFeatures);
}
