import { cnnOnlyWeights } from "../../networks/generated/cnn-only-weights.ts";
import { HybridNetwork } from "../../networks/hybrid/hybrid-network.ts";
import { defaultOptions } from "../../networks/hybrid/shape.ts";
import { pinnedWeights } from "../../networks/hybrid/pinned-weights.ts";
import { ReferenceEngine } from "../../networks/tiles/reference-engine.ts";
import type { TileEngine } from "../../networks/tiles/tile-engine.ts";

export const cnnOnlyWeightsHash =
  "05f5bd1266cee3d4c36263c842460a79d4d15f44edac91dd42bbda0a158a1d7f";

export async function createCnnOnlyEngine(frozenFeatures = false): Promise<TileEngine> {
  const weights = await pinnedWeights(cnnOnlyWeights, cnnOnlyWeightsHash);
  return new ReferenceEngine(new HybridNetwork(weights, { ...defaultOptions, frozenFeatures }));
}
