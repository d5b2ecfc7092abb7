import type { Graph } from "../graph/graph.ts";
import type { Operand, Tensor } from "../graph/tensor.ts";
import { broadcastShape, sumTo } from "./broadcast.ts";

function graphOf(a: Operand, b: Operand): Graph {
  if (typeof a !== "number") return a.graph;
  if (typeof b !== "number") return b.graph;
  throw new TypeError(`"operands" expected a tensor among them, got the numbers ${a} and ${b}`);
}

/** Gradients by both operands, before what was repeated is summed. */
type BinaryRule = (dy: Tensor, a: Tensor, b: Tensor) => readonly [Tensor, Tensor];

function binary(operator: string, left: Operand, right: Operand, rule: BinaryRule): Tensor {
  const graph = graphOf(left, right);
  const [a, b] = [graph.operand(left), graph.operand(right)];
  return graph.apply(operator, [a, b], broadcastShape(a.shape, b.shape), {
    gradient: ([dy]) => {
      const [byA, byB] = rule(dy, a, b);
      return [sumTo(byA, a.shape), sumTo(byB, b.shape)];
    },
  });
}

/** Elementwise, with numpy's broadcasting, as all functions here. */
export function add(a: Operand, b: Operand): Tensor {
  return binary("Add", a, b, (dy) => [dy, dy]);
}

export function subtract(a: Operand, b: Operand): Tensor {
  return binary("Sub", a, b, (dy) => [dy, negate(dy)]);
}

export function multiply(a: Operand, b: Operand): Tensor {
  return binary("Mul", a, b, (dy, a, b) => [multiply(dy, b), multiply(dy, a)]);
}

export function divide(a: Operand, b: Operand): Tensor {
  return binary("Div", a, b, (dy, a, b) => [
    divide(dy, b),
    negate(divide(multiply(dy, a), multiply(b, b))),
  ]);
}

/** The larger of two; where they are equal, each gets half of the gradient. */
export function maximum(a: Operand, b: Operand): Tensor {
  return binary("Max", a, b, (dy, a, b) => shares(dy, subtract(a, b)));
}

/** The smaller of two; where they are equal, each gets half of the gradient. */
export function minimum(a: Operand, b: Operand): Tensor {
  return binary("Min", a, b, (dy, a, b) => shares(dy, subtract(b, a)));
}

/** Splits dy: all of it to the first where `lead` is positive, to the second where it is negative. */
function shares(dy: Tensor, lead: Tensor): readonly [Tensor, Tensor] {
  const first = multiply(add(sign(lead), 1), 0.5);
  return [multiply(dy, first), multiply(dy, subtract(1, first))];
}

/** Appends an elementwise function. @param derivative from its argument and its value */
export function unary(
  operator: string,
  x: Tensor,
  derivative: (x: Tensor, y: Tensor) => Operand,
): Tensor {
  const y: Tensor = x.graph.apply(operator, [x], x.shape, {
    gradient: ([dy]) => [multiply(dy, derivative(x, y))],
  });
  return y;
}

export function negate(x: Tensor): Tensor {
  return x.graph.apply("Neg", [x], x.shape, { gradient: ([dy]) => [negate(dy)] });
}

export function square(x: Tensor): Tensor {
  return multiply(x, x);
}

/** @param x above 0 where a gradient is wanted */
export function squareRoot(x: Tensor): Tensor {
  return unary("Sqrt", x, (_, y) => divide(0.5, y));
}

export function exponential(x: Tensor): Tensor {
  return unary("Exp", x, (_, y) => y);
}

/** Natural logarithm. */
export function logarithm(x: Tensor): Tensor {
  return unary("Log", x, () => divide(1, x));
}

/** The gradient at 0 is 0. */
export function absolute(x: Tensor): Tensor {
  return unary("Abs", x, () => sign(x));
}

/** -1, 0 or 1; constant almost everywhere, so its gradient is 0. */
export function sign(x: Tensor): Tensor {
  return x.graph.apply("Sign", [x], x.shape, { gradient: () => [undefined] });
}

/** The largest whole number not above; its gradient is 0 (see `roundThrough`). */
export function floor(x: Tensor): Tensor {
  return x.graph.apply("Floor", [x], x.shape, { gradient: () => [undefined] });
}
