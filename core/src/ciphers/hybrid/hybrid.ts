import { NeuroveilError } from "../../errors.ts";
import { checkMerging, checkWeights } from "../../networks/criterion.ts";
import {
  defaultOptions,
  HybridNetwork,
  type HybridOptions,
} from "../../networks/hybrid-network.ts";
import { ReferenceEngine } from "../../networks/reference-engine.ts";
import {
  defaultShape,
  readWeights,
  seedWeights,
  type HybridShape,
} from "../../networks/weights.ts";
import type { Cipher, Family, Status } from "../cipher.ts";
import { createCnnOnlyEngine, cnnOnlyWeightsHash } from "./cnn-only-engine.ts";
import { createHybridEngine, hybridWeightsHash } from "./hybrid-engine.ts";
import { sha256Hex } from "../../bytes/sha256.ts";
import { TileCipher, type TileCipherOptions } from "../kinds/tile-cipher.ts";

const source = "the hybrid CNN-LSTM paper, section 4, in an exactly invertible form";

/** The columns of the registry that follow from the network's shape. */
function describe(
  shape: HybridShape,
  options: HybridOptions,
): Pick<TileCipherOptions, "parameters" | "nativeKey" | "keySpace"> {
  const words = Math.max(1, shape.lstmLayers) * 2 * shape.units;
  const keyed = options.keyBits === "all" ? 16 * words : options.keyBits;
  const { frozenFeatures, ...rest } = options;
  return {
    parameters: { ...shape, ...rest, ...(frozenFeatures ? { features: "frozen" } : {}) },
    nativeKey: {
      bytes: 3 * 2 * words,
      description:
        shape.lstmLayers === 0
          ? `key words of three generators (encoder, mask, root): 3 x ${words} words of 16 bits, step 1`
          : `h0 and c0 of three LSTMs (encoder, mask, root): 3 x ${words} words of 16 bits, step 1`,
    },
    keySpace: `2^(3 * ${keyed}) initial states; 2^256 when derived from a content key`,
  };
}

/**
 * The flagship: CNN features of one half of a tile are absorbed by a keyed LSTM that masks the other
 * half, then the halves change roles; a keyed LSTM over all tiles gives the key vector. One chosen image
 * of two tiles gives half of a tile away (docs/hybrid.md, "How it falls"), so its secrecy rests on the
 * seal.
 */
export const hybrid: TileCipher = new TileCipher({
  id: "hybrid",
  family: "hybrid",
  status: "known-weak",
  source,
  ...describe(defaultShape, defaultOptions),
  weights: hybridWeightsHash,
  createEngine: () => createHybridEngine(),
  registered: true,
});

/**
 * The ablation without LSTM: a dilated convolution makes digests and masks. Reference code only. Its key
 * vector is a linear sum that two images can share under every key.
 */
export const cnnOnly: TileCipher = new TileCipher({
  id: "cnn-only",
  family: "hybrid",
  status: "known-weak",
  source: `${source}, without its LSTM (sections 4.2 and 6.2)`,
  ...describe({ ...defaultShape, lstmLayers: 0 }, defaultOptions),
  weights: cnnOnlyWeightsHash,
  createEngine: () => createCnnOnlyEngine(),
  registered: true,
});

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
    ...pick(rest, ["lstmLayers", "units", "cnnDepth", "residualBlocks"]),
  };
  const options: HybridOptions = {
    ...defaultOptions,
    ...pick(rest, ["halfRounds", "keyBits", "frozenFeatures"]),
  };
  const file = given ?? (await seedWeights(`neuroveil variant ${JSON.stringify(asked)}`, asked));
  const weights = readWeights(file);
  for (const key of Object.keys(asked) as (keyof HybridShape)[]) {
    if (rest[key] !== undefined && rest[key] !== weights.shape[key]) {
      throw new NeuroveilError(
        "weights",
        `expected weights with ${key} ${rest[key]}, got ${weights.shape[key]}; leave the shape out or give other weights`,
      );
    }
  }
  if (weights.shape.lstmLayers > 0) {
    for (const [net, lstm] of [
      ["encoder", weights.encoder],
      ["mask", weights.mask],
    ] as const) {
      checkWeights(net, lstm);
      checkMerging(net, lstm);
    }
  }
  const network = new HybridNetwork(weights, options);
  const family: Family = "hybrid";
  const status: Status = "cipher";
  return new TileCipher({
    id,
    family,
    status,
    source,
    ...describe(weights.shape, options),
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
