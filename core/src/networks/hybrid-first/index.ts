export { activate } from "../activate.ts";
export { ReferenceEngine } from "../tiles/reference-engine.ts";
export type { Block } from "../tiles/tile-engine.ts";
export { checkMerging, checkWeights, criterion } from "./criterion.ts";
export { defaultOptions, HybridNetwork } from "./hybrid-network.ts";
export {
  defaultShape,
  generatorLayers,
  readWeights,
  seedWeights,
  writeWeights,
  type HybridShape,
  type HybridWeights,
} from "./weights.ts";
