import {
  absolute,
  add,
  floor,
  multiply,
  reshape,
  stopGradient,
  subtract,
  sum,
  wrap,
  type Tensor,
} from "@neuroveil/autodiff";

/*
 * Words of 16 bits as whole numbers from 0 to 65,535, in single precision. Products are split into
 * bytes, so that nothing exceeds 2^24, up to which single precision holds every whole number: what is
 * computed here are the integers of the cipher, bit for bit.
 *
 * Backwards a word counts as the real number that its signed value is, wrapping as the identity, and a
 * product modulo 2^16 as the product of numbers between -1 and 1: the slopes of the smooth network
 * that the integers stand for.
 */

const size = 65_536;

/** Modulo 2^16. @param x whole, below 2^24 */
export function word(x: Tensor): Tensor {
  return wrap(x, size);
}

/** -32,768 to 32,767. */
export function signed(x: Tensor): Tensor {
  return subtract(word(add(x, size / 2)), size / 2);
}

/** The upper and the lower byte; of a signed word, the upper one has the sign. */
export function bytesOf(x: Tensor): readonly [high: Tensor, low: Tensor] {
  const high = floor(multiply(x, 1 / 256));
  return [high, subtract(x, multiply(high, 256))];
}

/** One tensor's values with another's slopes. */
export function withSlopes(values: Tensor, slopes: Tensor): Tensor {
  const { graph } = slopes;
  const nothing = graph.apply("Mul", [slopes, graph.scalar(0)], slopes.shape, {
    gradient: ([dy]) => [dy, undefined],
  });
  return add(stopGradient(values), nothing);
}

/** a·b modulo 2^16, of words; no slopes. */
export function product(a: Tensor, b: Tensor): Tensor {
  const [highA, lowA] = bytesOf(a);
  const [highB, lowB] = bytesOf(b);
  const cross = add(multiply(highA, lowB), multiply(lowA, highB));
  return word(add(multiply(lowA, lowB), multiply(wrap(cross, 256), 256)));
}

/** ⌊a·b / 2^15⌋ after `rounding` is added, not wrapped; no slopes. @param a, b both signed or neither */
export function upperProduct(a: Tensor, b: Tensor, rounding = 0): Tensor {
  const [high, low] = bytesOf(b);
  const lower = floor(multiply(add(multiply(a, low), rounding), 1 / 256));
  return floor(multiply(add(multiply(a, high), lower), 1 / 128));
}

/** The bytes exchanged. */
export function rot8(x: Tensor): Tensor {
  const [high, low] = bytesOf(x);
  return withSlopes(add(multiply(low, 256), high), x);
}

/** With the lowest bit set. */
export function odd(x: Tensor): Tensor {
  return add(x, stopGradient(subtract(1, wrap(x, 2))));
}

/** Their 16 bits, the lowest first: [..., 16]; no slopes. */
export function bitsOf(x: Tensor): Tensor {
  const parts = x.graph.constant(
    Array.from({ length: 16 }, (_, i) => 2 ** -i),
    [16],
  );
  return wrap(floor(multiply(reshape(x, [...x.shape, 1]), parts)), 2);
}

/** Bitwise, of words; the slopes of a sum. */
export function exclusiveOr(a: Tensor, b: Tensor): Tensor {
  const values = a.graph.constant(
    Array.from({ length: 16 }, (_, i) => 2 ** i),
    [16],
  );
  const differing = absolute(subtract(bitsOf(a), bitsOf(b)));
  return withSlopes(sum(multiply(differing, values), { axes: [-1] }), add(signed(a), signed(b)));
}

/**
 * s (2s + 1) modulo 2^16 with its bytes exchanged, of words (core/src/networks/convolution.ts). With
 * s = 256 h + l, 2 s² + s is 2 l² + 1024 h l + s modulo 2^16.
 */
export function activate(s: Tensor): Tensor {
  const [high, low] = bytesOf(s);
  const cross = multiply(wrap(multiply(high, low), 64), 1024);
  const y = word(add(add(multiply(multiply(low, low), 2), cross), s));
  return withSlopes(rot8(y), signed(s));
}
