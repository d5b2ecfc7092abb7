import {
  add,
  concatenate,
  divide,
  heUniform,
  leakyRelu,
  matrixProduct,
  mean,
  multiply,
  reshape,
  sign,
  softplus,
  square,
  subtract,
  wrap,
  zeros,
  type Initial,
  type Scope,
  type Tensor,
} from "@neuroveil/autodiff";
import { part, planeWidth } from "./planes.ts";
import { bitsOf, bytesOf } from "./words.ts";

/** Units between input and answer. */
const hidden = 64;
const lineBits = 16 * planeWidth;
const lineBytes = 2 * planeWidth;

/** What the adversaries know, by member: [members]. */
export interface Known {
  /** Binary cross entropy of the bits of the last line, 1 by guessing. */
  readonly surprise: Tensor;
  /** Part of these bits that are predicted, 1/2 by guessing. */
  readonly predicted: Tensor;
  /** Squared error of plain samples, 1 for whoever always says their mean. */
  readonly missed: Tensor;
}

/**
 * Two adversaries without the key, against one part: one predicts the last line of words from those
 * before it, the other reads the plain samples from the cipher image, to which the words were added.
 * Both see bits, because arithmetic modulo 256 does not show itself in sizes.
 *
 * @param words [members, images, steps, 32], at least two steps
 * @param plain what they hide, [1, images, steps, 32]
 */
export function adversaries(scope: Scope, words: Tensor, plain: Tensor): Known {
  const predictor = predict(scope.child("predictor"), words);
  return { ...predictor, missed: read(scope.child("reader"), words, plain) };
}

function predict(scope: Scope, words: Tensor): Omit<Known, "missed"> {
  const [members = 1, images = 1, steps = 1] = words.shape;
  const bits = reshape(bitsOf(words), [members, images, steps * lineBits]);
  const last = (steps - 1) * lineBits;
  const next = part(bits, 2, last, steps * lineBits);
  const logits = perceptron(scope, balanced(part(bits, 2, 0, last)), lineBits);
  const axes = [1, 2];
  const surprise = mean(subtract(softplus(logits), multiply(logits, next)), { axes });
  const margin = mean(multiply(sign(logits), balanced(next)), { axes });
  return {
    surprise: multiply(surprise, 1 / Math.LN2),
    predicted: add(multiply(margin, 0.5), 0.5),
  };
}

function read(scope: Scope, words: Tensor, plain: Tensor): Tensor {
  const [members = 1, images = 1, steps = 1] = words.shape;
  const cipher = bitsOf(addedByteByByte(plain, words));
  const lines = reshape(cipher, [members, images * steps, lineBits]);
  const guess = perceptron(scope, balanced(lines), lineBytes);
  const samples = reshape(concatenate(bytesOf(plain), 3), [1, images * steps, lineBytes]);
  const centred = multiply(subtract(samples, mean(samples)), 1 / 128);
  const error = mean(square(subtract(guess, centred)), { axes: [1, 2] });
  return divide(error, add(mean(square(centred)), 1e-4));
}

/** Words whose bytes are sums modulo 256. */
function addedByteByByte(a: Tensor, b: Tensor): Tensor {
  const [[highA, lowA], [highB, lowB]] = [bytesOf(a), bytesOf(b)];
  return add(multiply(wrap(add(highA, highB), 256), 256), wrap(add(lowA, lowB), 256));
}

/** -1 and 1 for the bits 0 and 1. */
function balanced(bits: Tensor): Tensor {
  return subtract(multiply(bits, 2), 1);
}

/**
 * One layer of units between. It begins with guesses, so that what it tells at the end it has learned.
 *
 * @param x [members, rows, inputs]
 */
function perceptron(scope: Scope, x: Tensor, outputs: number): Tensor {
  const inputs = x.shape[2]!;
  const layer = (name: string, x: Tensor, to: number, initial: Initial): Tensor => {
    const weight = scope.parameter(`${name}.weight`, [x.shape[2]!, to], initial);
    return add(matrixProduct(x, weight), scope.parameter(`${name}.bias`, [to], zeros));
  };
  const between = leakyRelu(layer("in", x, hidden, heUniform(inputs)));
  return layer("out", between, outputs, zeros);
}
