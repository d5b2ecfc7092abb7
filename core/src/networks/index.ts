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
export { checkDiffusion, checkWeights } from "./hybrid/criterion.ts";
export { readHybridAutoencoder, writeHybridAutoencoder } from "./hybrid-autoencoder-file.ts";
export {
  decodeHybrid,
  encodeHybrid,
  patchSide,
  type HybridAutoencoder,
  type HybridHalf,
} from "./hybrid-autoencoder.ts";
export { HybridNetwork } from "./hybrid/hybrid-network.ts";
export { defaultOptions, defaultShape, type HybridShape } from "./hybrid/shape.ts";
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
export { readWeights, seedWeights, writeWeights, type HybridWeights } from "./hybrid/weights.ts";
