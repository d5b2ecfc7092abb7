export { gradients } from "./operators/gradients.ts";
export { Graph } from "./graph/graph.ts";
export type { Operand, Shape, Tensor } from "./graph/tensor.ts";
export {
  absolute,
  add,
  divide,
  exponential,
  floor,
  logarithm,
  maximum,
  minimum,
  multiply,
  negate,
  sign,
  square,
  squareRoot,
  subtract,
} from "./operators/arithmetic.ts";
export {
  clip,
  cosine,
  hardSigmoid,
  hardTanh,
  leakyRelu,
  relu,
  sigmoid,
  sine,
  softplus,
  tanh,
} from "./operators/activations.ts";
export { broadcastTo, reshape } from "./operators/broadcast.ts";
export {
  convolution,
  transposedConvolution,
  type ConvolutionOptions,
  type TransposedConvolutionOptions,
} from "./operators/convolution.ts";
export type { Padding } from "./operators/image-geometry.ts";
export { matrixProduct, type Transposed } from "./operators/matrix-product.ts";
export { averagePool, maxPool, upsample } from "./operators/pooling.ts";
export { largest, mean, sum, variance, type Reduction } from "./operators/reductions.ts";
export { concatenate, flip, pad, slice, split, transpose } from "./operators/reordering.ts";
export { softmax } from "./operators/softmax.ts";
export {
  clipThrough,
  floorThrough,
  roundThrough,
  stopGradient,
  wrap,
} from "./operators/straight-through.ts";
export {
  batchNormalisation,
  foldNormalisation,
  type NormalisedConvolution,
} from "./layers/batch-normalisation.ts";
export {
  convolutionLayer,
  transposedConvolutionLayer,
  type ConvolutionLayerOptions,
} from "./layers/convolution-layer.ts";
export { dense } from "./layers/dense.ts";
export { lstm, type LstmOptions, type LstmResult, type LstmState } from "./layers/lstm.ts";
export { residualBlock } from "./layers/residual-block.ts";
export { Scope } from "./layers/scope.ts";
export { adjacentCorrelation } from "./losses/adjacent-correlation.ts";
export { binaryCrossEntropy, leastSquaresLoss } from "./losses/adversarial.ts";
export { avalancheLoss } from "./losses/avalanche.ts";
export { meanAbsoluteError, meanSquaredError } from "./losses/errors.ts";
export { softEntropy, type SoftHistogram } from "./losses/soft-entropy.ts";
export { structuralSimilarity } from "./losses/structural-similarity.ts";
export { adam, type AdamOptions } from "./optimiser/adam.ts";
export { warmUpAndDecay, type Schedule, type WarmUpAndDecay } from "./optimiser/schedule.ts";
export { evaluate } from "./reference/evaluate.ts";
export { onnxruntimeVersion } from "./runtime/onnxruntime.ts";
export {
  compile,
  Program,
  type CompileOptions,
  type Device,
  type Numbers,
} from "./runtime/program.ts";
export {
  glorotUniform,
  heUniform,
  kernelInputs,
  ones,
  zeros,
  type Initial,
} from "./graph/initial.ts";
export { Random, type RandomState } from "./variables/random.ts";
export { Variables } from "./variables/variables.ts";
