import {
  add,
  clip,
  concatenate,
  floor,
  multiply,
  reshape,
  slice,
  split,
  subtract,
  wrap,
  type Tensor,
} from "@neuroveil/autodiff";
import { latticePitch } from "neuroveil/internal/layers";

const taps = 9;
const largest = 127;

/** A weight of 1 in training is one of 64 in the cipher. */
export const unit = 64;

/** The odd whole numbers, from -127 to 127, that weights stand for. */
export function oddWeights(weights: Tensor): Tensor {
  return clip(add(multiply(floor(multiply(weights, unit / 2)), 2), 1), -largest, largest);
}

/**
 * `quadraticActivation` on whole numbers in single precision, below 2^24 throughout: with
 * s = 256 h + l, 2 s² + s is 2 l² + 1024 h l + s modulo 2^16.
 */
function quadratic(sum: Tensor): Tensor {
  const s = wrap(sum, 65_536);
  const high = floor(multiply(s, 1 / 256));
  const low = subtract(s, multiply(high, 256));
  const cross = multiply(wrap(multiply(high, low), 64), 1024);
  const y = wrap(add(add(multiply(multiply(low, low), 2), cross), s), 65_536);
  return floor(multiply(y, 1 / 256));
}

/**
 * The twin of `couple` (core/src/layers/coupling.ts) without biases: the same integers.
 *
 * @param target, source [..., cells], bytes
 * @param kernels [..., 9], odd whole numbers; axes of length 1 repeat
 */
function couple(target: Tensor, source: Tensor, kernels: Tensor): Tensor {
  const axis = source.shape.length - 1;
  const cells = source.shape[axis]!;
  const pitch = latticePitch(cells);
  const part = (x: Tensor, from: number, to: number): Tensor =>
    slice(
      x,
      x.shape.map((_, i) => (i === axis ? from : 0)),
      x.shape.map((n, i) => (i === axis ? to : n)),
    );
  const around = pitch + 1;
  const ring = concatenate(
    [part(source, cells - around, cells), source, part(source, 0, around)],
    axis,
  );
  const sums = Array.from({ length: taps }, (_, tap) => {
    const from = around + (Math.floor(tap / 3) - 1) * pitch + (tap % 3) - 1;
    return multiply(part(kernels, tap, tap + 1), part(ring, from, from + cells));
  }).reduce((total, product) => add(total, product));
  return wrap(add(target, quadratic(sums)), 256);
}

/**
 * One round without key: a += f(W0, b), then b += f(W1, a), modulo 256. Biases and shuffles, which the
 * key decides, are left out, so that nothing but the kernels hides the image.
 *
 * @param a, b planes of bytes, [..., cells]
 * @param kernels [..., 18], odd whole numbers; axes of length 1 repeat
 */
export function keylessRound(a: Tensor, b: Tensor, kernels: Tensor): readonly [Tensor, Tensor] {
  const [onto, back] = split(kernels, kernels.shape.length - 1, [taps, taps]) as [Tensor, Tensor];
  const first = couple(a, b, onto);
  return [first, couple(b, first, back)];
}

/**
 * Two planes as a discriminator sees them: [images, 2, rows, columns], -1 to 1.
 *
 * @param planes a and b, [..., cells]
 */
export function asImages([a, b]: readonly [Tensor, Tensor], columns: number): Tensor {
  const cells = a.shape.at(-1)!;
  const images = a.shape.reduce((product, n) => product * n, 1) / cells;
  const [first, second] = [a, b].map((plane) =>
    reshape(plane, [images, 1, cells / columns, columns]),
  ) as [Tensor, Tensor];
  return subtract(multiply(concatenate([first, second], 1), 1 / 128), 1);
}
