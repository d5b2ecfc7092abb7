import { pinnedFile } from "../weights/pinned.ts";
import { checkTaps, checkWeights } from "./criterion.ts";
import { readWeights, type HybridWeights } from "./weights.ts";

/**
 * Loads weights of the hybrid network that ship with the package; they must also meet the load-time
 * criterion. (That one bit spreads under them is tested where they are pinned.)
 * @throws NeuroveilError "weights"
 */
export async function pinnedWeights(base64: string, sha256: string): Promise<HybridWeights> {
  const weights = readWeights(await pinnedFile(base64, sha256));
  checkAll(weights);
  return weights;
}

function checkAll(weights: HybridWeights): void {
  checkTaps(weights);
  if (weights.shape.lstmLayers === 0) return;
  checkWeights("encoder", weights.encoder);
  checkWeights("mask", weights.mask);
}
