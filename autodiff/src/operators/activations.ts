import type { Tensor } from "../graph/tensor.ts";
import { absolute, add, multiply, negate, sign, subtract, unary } from "./arithmetic.ts";

/** 0 below 0. */
export function relu(x: Tensor): Tensor {
  return unary("Relu", x, (_, y) => sign(y));
}

/** @param slope below 0 */
export function leakyRelu(x: Tensor, slope = 0.2): Tensor {
  return subtract(relu(x), multiply(relu(negate(x)), slope));
}

export function sigmoid(x: Tensor): Tensor {
  return unary("Sigmoid", x, (_, y) => multiply(y, subtract(1, y)));
}

export function tanh(x: Tensor): Tensor {
  return unary("Tanh", x, (_, y) => subtract(1, multiply(y, y)));
}

/** log(1 + exp(x)), without overflow. */
export function softplus(x: Tensor): Tensor {
  return unary("Softplus", x, () => sigmoid(x));
}

/** Kept between two bounds; no gradient passes outside. */
export function clip(x: Tensor, low: number, high: number): Tensor {
  const { graph } = x;
  const y: Tensor = graph.apply("Clip", [x, graph.scalar(low), graph.scalar(high)], x.shape, {
    // Inside, x - y is 0.
    gradient: ([dy]) => [multiply(dy, subtract(1, absolute(sign(subtract(x, y))))), undefined],
  });
  return y;
}

/** A straight line of this slope through (0, 1/2), kept between 0 and 1. */
export function hardSigmoid(x: Tensor, slope = 0.2): Tensor {
  return clip(add(multiply(x, slope), 0.5), 0, 1);
}

/** x kept between -1 and 1. */
export function hardTanh(x: Tensor): Tensor {
  return clip(x, -1, 1);
}

/** Periodic activation (Sitzmann et al. 2020). */
export function sine(x: Tensor): Tensor {
  return unary("Sin", x, () => cosine(x));
}

export function cosine(x: Tensor): Tensor {
  return unary("Cos", x, () => negate(sine(x)));
}
