import { NeuroveilError } from "../errors.ts";
import { decodeBase64 } from "../bytes/base64.ts";
import { sha256Hex } from "../bytes/sha256.ts";
import { checkWeights } from "./hybrid/criterion.ts";
import { readWeights, type HybridWeights } from "./hybrid/weights.ts";

/**
 * A weight file that ships with the package.
 * @throws NeuroveilError "weights" when its SHA-256 is not the pinned one
 */
export async function pinnedFile(base64: string, sha256: string): Promise<Uint8Array> {
  const file = decodeBase64(base64);
  const hash = await sha256Hex(file);
  if (hash !== sha256) {
    throw new NeuroveilError("weights", {
      expected: `weights with SHA-256 ${sha256}`,
      got: hash,
      todo: "install the package again",
    });
  }
  return file;
}

/**
 * Loads weights of the hybrid network that ship with the package; they must also meet the load-time
 * criterion. (That one bit spreads under them is tested where they are pinned.)
 * @throws NeuroveilError "weights"
 */
export async function pinnedWeights(base64: string, sha256: string): Promise<HybridWeights> {
  const weights = readWeights(await pinnedFile(base64, sha256));
  checkLstms(weights);
  return weights;
}

function checkLstms(weights: HybridWeights): void {
  if (weights.shape.lstmLayers === 0) return;
  checkWeights("encoder", weights.encoder);
  checkWeights("mask", weights.mask);
}
