import { HybridKernel, kernelAvailable } from "../../kernels/hybrid/hybrid-kernel.ts";
import { hybridWeights } from "../../networks/generated/hybrid-weights.ts";
import { HybridNetwork } from "../../networks/hybrid/hybrid-network.ts";
import { defaultOptions } from "../../networks/hybrid/shape.ts";
import { pinnedWeights } from "../../networks/hybrid/pinned-weights.ts";
import { ReferenceEngine } from "../../networks/tiles/reference-engine.ts";
import type { TileEngine } from "../../networks/tiles/tile-engine.ts";

/** SHA-256 of the weights that ship with this version. */
export const hybridWeightsHash = "5b8ccfd8b7402c4fd8e934a504ea6c574cf0ce3617430bffe02e8a6760479c4c";

/** The default network: the WASM kernel, or the reference where there is no SIMD. */
export async function createHybridEngine(frozenFeatures = false): Promise<TileEngine> {
  const weights = await pinnedWeights(hybridWeights, hybridWeightsHash);
  if (kernelAvailable()) return await HybridKernel.create(weights, frozenFeatures);
  return new ReferenceEngine(new HybridNetwork(weights, { ...defaultOptions, frozenFeatures }));
}
