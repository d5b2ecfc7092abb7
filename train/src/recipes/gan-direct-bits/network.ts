import {
  concatenate,
  convolution,
  dense,
  heUniform,
  reshape,
  sigmoid,
  tanh,
  zeros,
  type Scope,
  type Tensor,
} from "@neuroveil/autodiff";

interface AlongLine {
  readonly width: number;
  readonly channels: number;
  readonly stride: number;
}

/** The convolutions along the message (Abadi and Andersen 2016, 2.5). */
const convolutions: readonly AlongLine[] = [
  { width: 4, channels: 2, stride: 1 },
  { width: 2, channels: 4, stride: 2 },
  { width: 1, channels: 4, stride: 1 },
  { width: 1, channels: 1, stride: 1 },
];

/**
 * The network of Alice, Bob and Eve, each with weights of its own: all inputs meet in a dense layer of
 * 2N, and four convolutions make N values of it.
 *
 * @param inputs each [messages, values]
 * @param bits N
 * @returns [messages, N], between -1 and 1
 */
export function mixAndTransform(scope: Scope, inputs: readonly Tensor[], bits: number): Tensor {
  const mixed = sigmoid(dense(scope.child("mix"), concatenate(inputs, 1), 2 * bits));
  const messages = mixed.shape[0]!;
  const line = reshape(mixed, [messages, 1, 1, 2 * bits]);
  const last = convolutions.length - 1;
  const result = convolutions.reduce((x, { width, channels, stride }, i) => {
    const sums = alongLine(scope.child(`${i}`), x, { width, channels, stride });
    return i === last ? tanh(sums) : sigmoid(sums);
  }, line);
  return reshape(result, [messages, bits]);
}

function alongLine(scope: Scope, x: Tensor, { width, channels, stride }: AlongLine): Tensor {
  const inputs = x.shape[1]!;
  const kernel = scope.parameter("kernel", [channels, inputs, 1, width], heUniform(inputs * width));
  const bias = scope.parameter("bias", [channels], zeros);
  const around = width - stride;
  const before = Math.floor(around / 2);
  const padding = { top: 0, bottom: 0, left: before, right: around - before };
  return convolution(x, kernel, { bias, stride, padding });
}
