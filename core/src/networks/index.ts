export { fastConvolvePlanes } from "../kernels/planes-kernel.ts";
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
export {
  convolvePlanes,
  stackPlanes,
  type ConvolvePlanes,
  type IntegerConvolution,
  type Planes,
} from "./integer-convolution.ts";
export { readSafetensors, writeSafetensors, type Tensor, type TensorFile } from "./safetensors.ts";
