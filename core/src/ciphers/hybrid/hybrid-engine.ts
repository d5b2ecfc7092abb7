import { HybridKernel, kernelAvailable } from "../../kernels/hybrid-kernel.ts";
import { hybridWeights } from "../../networks/generated/hybrid-weights.ts";
import { defaultOptions, HybridNetwork } from "../../networks/hybrid-network.ts";
import { pinnedWeights } from "../../networks/pinned.ts";
import { ReferenceEngine } from "../../networks/reference-engine.ts";
import type { TileEngine } from "../../networks/tile-engine.ts";

/** SHA-256 of the weights that ship with this version. */
export const hybridWeightsHash = "e05e9dd9e279f90e91928c33678042aa5d26a5dd6bc41ec9bb0ee173dad6537a";

/** The default network: the WASM kernel, or the reference where there is no SIMD. */
export async function createHybridEngine(frozenFeatures = false): Promise<TileEngine> {
  const weights = await pinnedWeights(hybridWeights, hybridWeightsHash);
  if (kernelAvailable()) return await HybridKernel.create(weights, frozenFeatures);
  return new ReferenceEngine(new HybridNetwork(weights, { ...defaultOptions, frozenFeatures }));
}
