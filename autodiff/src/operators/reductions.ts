import { elements, type Tensor } from "../graph/tensor.ts";
import { absolute, divide, multiply, sign, subtract } from "./arithmetic.ts";
import { broadcastTo, reshape, sumTo } from "./broadcast.ts";

/** Which axes a reduction runs over, and whether they stay with length 1. */
export interface Reduction {
  /** All axes when absent; negative ones count from the last. */
  readonly axes?: readonly number[];
  readonly keep?: boolean;
}

/** Shapes of a reduction's result, with the reduced axes as length 1 and as asked for. */
function reducedShapes(
  x: Tensor,
  { axes, keep = false }: Reduction,
): { kept: number[]; asked: number[] } {
  const all = x.shape.map((_, axis) => axis);
  const over = new Set((axes ?? all).map((axis) => (axis < 0 ? axis + x.shape.length : axis)));
  for (const axis of over) {
    if (all.includes(axis)) continue;
    throw new RangeError(`"axes" expected axes below ${x.shape.length}, got ${axis}`);
  }
  const kept = x.shape.map((length, axis) => (over.has(axis) ? 1 : length));
  return { kept, asked: keep ? kept : x.shape.filter((_, axis) => !over.has(axis)) };
}

export function sum(x: Tensor, reduction: Reduction = {}): Tensor {
  const { kept, asked } = reducedShapes(x, reduction);
  return reshape(sumTo(x, kept), asked);
}

export function mean(x: Tensor, reduction: Reduction = {}): Tensor {
  const total = sum(x, reduction);
  return multiply(total, elements(total.shape) / elements(x.shape));
}

/** Mean of squared differences from the mean (divided by their number, not by one less). */
export function variance(x: Tensor, reduction: Reduction = {}): Tensor {
  const difference = subtract(x, mean(x, { ...reduction, keep: true }));
  return mean(multiply(difference, difference), reduction);
}

/** The largest element; where several are, they share the gradient. */
export function largest(x: Tensor, reduction: Reduction = {}): Tensor {
  const { kept, asked } = reducedShapes(x, reduction);
  const { graph } = x;
  const axes = x.shape.flatMap((length, axis) => (kept[axis] !== length ? [axis] : []));
  if (axes.length === 0) return reshape(x, asked);
  const y: Tensor = graph.apply("ReduceMax", [x, graph.integers(axes)], kept, {
    attributes: { keepdims: 1 },
    gradient: ([dy]) => {
      const isLargest = subtract(1, absolute(sign(subtract(x, y))));
      const share = divide(isLargest, sumTo(isLargest, kept));
      return [multiply(broadcastTo(dy, x.shape), share)];
    },
  });
  return reshape(y, asked);
}
