import type { Tensor } from "../graph/tensor.ts";
import { add, divide, multiply, squareRoot, subtract } from "../operators/arithmetic.ts";
import { mean, variance } from "../operators/reductions.ts";
import { reshape } from "../operators/broadcast.ts";
import { stopGradient } from "../operators/straight-through.ts";
import { ones, zeros } from "../graph/initial.ts";
import type { Scope } from "./scope.ts";

/** Keeps the root away from 0, where a channel does not vary. */
const epsilon = 1e-5;

/** Part of the running statistics that one batch replaces. */
const renewal = 0.1;

/**
 * Batch normalisation (Ioffe and Szegedy 2015) of each channel. In training by the statistics of the
 * batch, whose running means are kept; afterwards by those, when it is a scale and a shift that
 * {@link foldNormalisation} takes into the convolution before it.
 *
 * @param x [images, channels, height, width]
 */
export function batchNormalisation(scope: Scope, x: Tensor, training: boolean): Tensor {
  const channels = x.shape[1] ?? 1;
  const [scale, shift] = [
    scope.parameter("scale", [channels], ones),
    scope.parameter("shift", [channels], zeros),
  ];
  const running = {
    mean: scope.state("mean", [channels], zeros),
    variance: scope.state("variance", [channels], ones),
  };
  const now = training
    ? { mean: mean(x, { axes: [0, 2, 3] }), variance: variance(x, { axes: [0, 2, 3] }) }
    : running;
  if (training) {
    for (const moment of ["mean", "variance"] as const) {
      const old = multiply(running[moment], 1 - renewal);
      x.graph.assign(running[moment], add(old, multiply(stopGradient(now[moment]), renewal)));
    }
  }
  const column = (perChannel: Tensor): Tensor => reshape(perChannel, [channels, 1, 1]);
  const factor = divide(scale, squareRoot(add(now.variance, epsilon)));
  return add(multiply(subtract(x, column(now.mean)), column(factor)), column(shift));
}

/** What a normalised convolution has learned, by channel. */
export interface NormalisedConvolution {
  /** [outputs, inputs, height, width] */
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
  readonly scale: Float32Array;
  readonly shift: Float32Array;
  readonly mean: Float32Array;
  readonly variance: Float32Array;
}

/** The convolution that computes by itself what it and the normalisation behind it compute. */
export function foldNormalisation({
  kernel,
  bias,
  scale,
  shift,
  mean,
  variance,
}: NormalisedConvolution): { kernel: Float32Array; bias: Float32Array } {
  const factor = scale.map((value, channel) => value / Math.sqrt(variance[channel]! + epsilon));
  const perChannel = kernel.length / bias.length;
  return {
    kernel: kernel.map((tap, i) => tap * factor[Math.floor(i / perChannel)]!),
    bias: bias.map(
      (value, channel) => (value - mean[channel]!) * factor[channel]! + shift[channel]!,
    ),
  };
}
