import { purposes } from "../../networks/hybrid/hybrid-network.ts";
import { stateWords, type HybridOptions, type HybridShape } from "../../networks/hybrid/shape.ts";
import type { TileCipherOptions } from "../kinds/tile-cipher.ts";

export const source = "the hybrid CNN-LSTM paper, section 4, in an exactly invertible form";

/** The columns of the registry that follow from the network's shape. */
export function describeShape(
  shape: HybridShape,
  options: HybridOptions,
): Pick<TileCipherOptions, "parameters" | "nativeKey" | "keySpace"> {
  const words = stateWords(shape);
  const keyed = options.keyBits === "all" ? 16 * words : options.keyBits;
  const { frozenFeatures, ...rest } = options;
  const states =
    shape.lstmLayers === 0 ? "key words of four generators" : "h0 and c0 of four LSTMs";
  return {
    parameters: { ...shape, ...rest, ...(frozenFeatures ? { features: "frozen" } : {}) },
    nativeKey: {
      bytes: purposes.length * 2 * words,
      description: `${states} (${purposes.join(", ")}): 4 x ${words} words of 16 bits, step 1`,
    },
    keySpace: `2^(4 * ${keyed}) initial states, 2^${keyed} of each, and one alone shows whether it is right; 2^256 when derived from a content key`,
  };
}
