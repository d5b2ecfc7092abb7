import { TileCipher } from "../kinds/tile-cipher.ts";
import {
  cnnOnlyFirstWeightsHash,
  createCnnOnlyFirstEngine,
  createHybridFirstEngine,
  hybridFirstWeightsHash,
} from "./hybrid-first-engine.ts";

const stateWords = 64;

/** Rows of the two, but for the networks' names. */
function nativeKey(network: string): { readonly bytes: number; readonly description: string } {
  return {
    bytes: 3 * 2 * stateWords,
    description: `${network} (encoder, mask, root): 3 x ${stateWords} words of 16 bits, step 1`,
  };
}

const keySpace = `2^(3 * ${16 * stateWords}) initial states; 2^256 when derived from a content key`;
const parameters = { units: 32, cnnDepth: 2, residualBlocks: 0, halfRounds: 2, keyBits: "all" };

/**
 * This project's first flagship, kept as a control: it passes every metric and battery, and one chosen
 * image of two tiles gives half of a tile away (docs/hybrid-first.md). Reference code only.
 */
export const hybridFirst: TileCipher = new TileCipher({
  id: "hybrid-first",
  family: "hybrid",
  status: "known-weak",
  source: "this project's first form of the hybrid CNN-LSTM paper, section 4, November 2026",
  parameters: { lstmLayers: 1, ...parameters },
  nativeKey: nativeKey("h0 and c0 of three LSTMs"),
  keySpace,
  weights: hybridFirstWeightsHash,
  createEngine: () => createHybridFirstEngine(),
  registered: true,
});

/** The same without LSTM: its key vector is a linear sum that two images can share under every key. */
export const cnnOnlyFirst: TileCipher = new TileCipher({
  id: "cnn-only-first",
  family: "hybrid",
  status: "known-weak",
  source:
    "this project's first form of the hybrid CNN-LSTM paper, without its LSTM (section 6.2), November 2026",
  parameters: { lstmLayers: 0, ...parameters },
  nativeKey: nativeKey("key words of three generators"),
  keySpace,
  weights: cnnOnlyFirstWeightsHash,
  createEngine: () => createCnnOnlyFirstEngine(),
  registered: true,
});
