export {
  readConvAutoencoder,
  runAutoencoderHalf,
  writeConvAutoencoder,
  type AutoencoderHalf,
  type ConvAutoencoder,
} from "./conv-autoencoder.ts";
export {
  readCouplingKernels,
  writeCouplingKernels,
  type RoundKernels,
} from "./coupling-kernels.ts";
export { checkMerging, checkWeights, criterion } from "./criterion.ts";
export { readHybridAutoencoder, writeHybridAutoencoder } from "./hybrid-autoencoder-file.ts";
export {
  decodeHybrid,
  encodeHybrid,
  patchSide,
  type HybridAutoencoder,
  type HybridHalf,
} from "./hybrid-autoencoder.ts";
export { defaultOptions, HybridNetwork } from "./hybrid-network.ts";
export {
  convolvePlanes,
  stackPlanes,
  type ConvolvePlanes,
  type IntegerConvolution,
  type Planes,
} from "./integer-convolution.ts";
export {
  runIntegerLstm,
  type IntegerLstm,
  type LstmRun,
  type LstmState,
  type RunIntegerLstm,
} from "./integer-lstm.ts";
export type { LayerEngine } from "./layer-engine.ts";
export { fromPatches, toPatches } from "./patches.ts";
export {
  perturbation,
  perturbationBytes,
  readPerturbationGenerator,
  seedBytes,
  seedPlanes,
  seedSide,
  tileSeed,
  writePerturbationGenerator,
  type PerturbationGenerator,
} from "./perturbation-generator.ts";
export { ReferenceEngine } from "./reference-engine.ts";
export { readSafetensors, writeSafetensors, type Tensor, type TensorFile } from "./safetensors.ts";
export type { Block } from "./tile-engine.ts";
export {
  defaultShape,
  generatorLayers,
  readWeights,
  seedWeights,
  writeWeights,
  type HybridShape,
  type HybridWeights,
} from "./weights.ts";
