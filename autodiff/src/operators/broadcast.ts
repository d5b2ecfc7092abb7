import { shapeText, type Shape, type Tensor } from "../graph/tensor.ts";

/**
 * The shape of an elementwise result: axes are matched from the last one on, and one of length 1, or
 * that is missing, is repeated (numpy's rule, and ONNX's).
 */
export function broadcastShape(a: Shape, b: Shape): Shape {
  const axes = Math.max(a.length, b.length);
  return Array.from({ length: axes }, (_, axis) => {
    const [one, other] = [a[axis - axes + a.length] ?? 1, b[axis - axes + b.length] ?? 1];
    if (one !== other && one !== 1 && other !== 1) {
      throw new RangeError(
        `"shape" expected shapes that match or repeat, got ${shapeText(a)} and ${shapeText(b)}`,
      );
    }
    return one === 1 ? other : one;
  });
}

/** Repeats a tensor along axes of length 1 and along new outer axes. */
export function broadcastTo(x: Tensor, shape: Shape): Tensor {
  if (x.shape.join() === shape.join()) return x;
  if (broadcastShape(x.shape, shape).join() !== shape.join()) {
    throw new RangeError(
      `"shape" expected one that ${shapeText(x.shape)} can be repeated to, got ${shapeText(shape)}`,
    );
  }
  return x.graph.apply("Expand", [x, x.graph.integers(shape)], shape, {
    gradient: ([dy]) => [sumTo(dy, x.shape)],
  });
}

/** The reverse of {@link broadcastTo}: sums over what was repeated. */
export function sumTo(x: Tensor, shape: Shape): Tensor {
  if (x.shape.join() === shape.join()) return x;
  const outer = x.shape.length - shape.length;
  const axes = x.shape.flatMap((length, axis) =>
    axis < outer || (shape[axis - outer] === 1 && length !== 1) ? [axis] : [],
  );
  const { graph } = x;
  const kept = x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const sum = graph.apply("ReduceSum", [x, graph.integers(axes)], kept, {
    attributes: { keepdims: 1 },
    gradient: ([dy]) => [broadcastTo(dy, x.shape)],
  });
  return reshape(sum, shape);
}

/** The same elements in the same order under another shape. */
export function reshape(x: Tensor, shape: Shape): Tensor {
  if (x.shape.join() === shape.join()) return x;
  if (shape.reduce((p, n) => p * n, 1) !== x.shape.reduce((p, n) => p * n, 1)) {
    throw new RangeError(
      `"shape" expected as many elements as ${shapeText(x.shape)}, got ${shapeText(shape)}`,
    );
  }
  return x.graph.apply("Reshape", [x, x.graph.integers(shape)], shape, {
    gradient: ([dy]) => [reshape(dy, x.shape)],
  });
}
