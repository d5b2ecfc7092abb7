export {
  readConvAutoencoder,
  runAutoencoderHalf,
  writeConvAutoencoder,
  type AutoencoderHalf,
  type ConvAutoencoder,
} from "./trained/conv-autoencoder.ts";
export {
  readCouplingKernels,
  writeCouplingKernels,
  type RoundKernels,
} from "./trained/coupling-kernels.ts";
export { checkDiffusion, checkWeights } from "./hybrid/criterion.ts";
export {
  readHybridAutoencoder,
  writeHybridAutoencoder,
} from "./trained/hybrid-autoencoder-file.ts";
export {
  decodeHybrid,
  encodeHybrid,
  patchSide,
  type HybridAutoencoder,
  type HybridHalf,
} from "./trained/hybrid-autoencoder.ts";
export { HybridNetwork } from "./hybrid/hybrid-network.ts";
export { defaultOptions, defaultShape, type HybridShape } from "./hybrid/shape.ts";
export {
  convolvePlanes,
  stackPlanes,
  type ConvolvePlanes,
  type IntegerConvolution,
  type Planes,
} from "./quantised/integer-convolution.ts";
export {
  runIntegerLstm,
  type IntegerLstm,
  type LstmRun,
  type LstmState,
  type RunIntegerLstm,
} from "./quantised/integer-lstm.ts";
export type { LayerEngine } from "./quantised/layer-engine.ts";
export { fromPatches, toPatches } from "./trained/patches.ts";
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
} from "./trained/perturbation-generator.ts";
export { ReferenceEngine } from "./tiles/reference-engine.ts";
export {
  readSafetensors,
  writeSafetensors,
  type Tensor,
  type TensorFile,
} from "./weights/safetensors.ts";
export type { Block } from "./tiles/tile-engine.ts";
export { readWeights, seedWeights, writeWeights, type HybridWeights } from "./hybrid/weights.ts";
