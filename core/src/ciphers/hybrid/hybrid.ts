import { kernelAvailable } from "../../kernels/hybrid/hybrid-kernel.ts";
import { defaultOptions, defaultShape } from "../../networks/hybrid/shape.ts";
import { TileCipher } from "../kinds/tile-cipher.ts";
import { cnnOnlyWeightsHash, createCnnOnlyEngine } from "./cnn-only-engine.ts";
import { describeShape, source } from "./describe-shape.ts";
import { createHybridEngine, hybridWeightsHash } from "./hybrid-engine.ts";

/**
 * The flagship: keyed CNN features of one half of a tile are absorbed by a keyed LSTM that masks the
 * other half, then the halves change roles; a keyed LSTM over all tiles gives the key vector.
 */
export const hybrid: TileCipher = new TileCipher({
  id: "hybrid",
  family: "hybrid",
  status: "cipher",
  source,
  ...describeShape(defaultShape, defaultOptions),
  weights: hybridWeightsHash,
  createEngine: () => createHybridEngine(),
  registered: true,
  quick: kernelAvailable,
});

/**
 * The ablation without LSTM: the same keyed convolution, and a dilated one that makes masks, digests and
 * key vector. Reference code only.
 */
export const cnnOnly: TileCipher = new TileCipher({
  id: "cnn-only",
  family: "hybrid",
  status: "cipher",
  source: `${source}, without its LSTM (sections 4.2 and 6.2)`,
  ...describeShape({ ...defaultShape, lstmLayers: 0 }, defaultOptions),
  weights: cnnOnlyWeightsHash,
  createEngine: () => createCnnOnlyEngine(),
  registered: true,
});
