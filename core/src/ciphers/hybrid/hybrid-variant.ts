import { sha256Hex } from "../../bytes/sha256.ts";
import { NeuroveilError } from "../../errors.ts";
import { checkDiffusion, checkTaps, checkWeights } from "../../networks/hybrid/criterion.ts";
import { HybridNetwork } from "../../networks/hybrid/hybrid-network.ts";
import {
  defaultOptions,
  defaultShape,
  type HybridOptions,
  type HybridShape,
} from "../../networks/hybrid/shape.ts";
import { readWeights, seedWeights } from "../../networks/hybrid/weights.ts";
import { ReferenceEngine } from "../../networks/tiles/reference-engine.ts";
import type { Cipher } from "../cipher.ts";
import { TileCipher } from "../kinds/tile-cipher.ts";
import { describeShape, source } from "./describe-shape.ts";

export interface HybridVariant extends Partial<HybridShape>, Partial<HybridOptions> {
  /** Id under which results are shown; it enters key derivation. Default "hybrid-variant". */
  readonly id?: string;
  /** A safetensors file; default: from a seed that names the shape. */
  readonly weights?: Uint8Array;
}

/**
 * A hybrid cipher of another shape, for studies (the paper's section 6.4): runs on the reference
 * code in the calling thread.
 * @throws RangeError for a shape that does not exist
 * @throws NeuroveilError "weights" for weights outside the load-time criterion
 * @example
 * const deep = await hybridVariant({ lstmLayers: 2, keyBits: 128 });
 */
export async function hybridVariant(variant: HybridVariant = {}): Promise<Cipher> {
  const { id = "hybrid-variant", weights: given, ...rest } = variant;
  const asked: HybridShape = {
    ...defaultShape,
    ...pick(rest, ["lstmLayers", "units", "cnnChannels", "cnnDepth", "residualBlocks"]),
  };
  const options: HybridOptions = {
    ...defaultOptions,
    ...pick(rest, ["halfRounds", "keyBits", "frozenFeatures"]),
  };
  const file = given ?? (await seedWeights(`neuroveil variant ${JSON.stringify(asked)}`, asked));
  const weights = readWeights(file);
  for (const key of Object.keys(asked) as (keyof HybridShape)[]) {
    if (rest[key] !== undefined && rest[key] !== weights.shape[key]) {
      throw new NeuroveilError("weights", {
        expected: `weights with ${key} ${rest[key]}`,
        got: weights.shape[key],
        todo: "leave the shape out or give other weights",
      });
    }
  }
  checkTaps(weights);
  if (weights.shape.lstmLayers > 0) {
    for (const [net, lstm] of [
      ["encoder", weights.encoder],
      ["mask", weights.mask],
    ] as const) {
      checkWeights(net, lstm);
      checkDiffusion(net, lstm);
    }
  }
  const network = new HybridNetwork(weights, options);
  return new TileCipher({
    id,
    family: "hybrid",
    status: "cipher",
    source,
    ...describeShape(weights.shape, options),
    weights: await sha256Hex(file),
    createEngine: () => Promise.resolve(new ReferenceEngine(network)),
    registered: false,
  });
}

function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(
    keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]),
  ) as Pick<T, K>;
}
