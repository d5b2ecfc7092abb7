import { shapeText, type Tensor } from "../graph/tensor.ts";
import { reshape } from "./broadcast.ts";

/** Axes in another order. @param order for each new axis, the old one */
export function transpose(x: Tensor, order: readonly number[]): Tensor {
  if (order.toSorted((a, b) => a - b).join() !== x.shape.map((_, axis) => axis).join()) {
    throw new RangeError(
      `"order" expected each axis of ${shapeText(x.shape)} once, got ${order.join()}`,
    );
  }
  const back = order.map((_, axis) => order.indexOf(axis));
  const shape = order.map((axis) => x.shape[axis]!);
  return x.graph.apply("Transpose", [x], shape, {
    attributes: { perm: order },
    gradient: ([dy]) => [transpose(dy, back)],
  });
}

/** Tensors one after the other along an axis. */
export function concatenate(parts: readonly Tensor[], axis: number): Tensor {
  const [first, ...others] = parts;
  if (first === undefined) throw new RangeError('"parts" expected tensors, got none');
  const outline = (part: Tensor): string =>
    shapeText(part.shape.map((length, i) => (i === axis ? 0 : length)));
  const other = parts.find((part) => outline(part) !== outline(first));
  if (other !== undefined) {
    throw new RangeError(
      `"parts" expected shapes that differ along axis ${axis} only, got ${shapeText(first.shape)} and ${shapeText(other.shape)}`,
    );
  }
  if (others.length === 0) return first;
  const lengths = parts.map(({ shape }) => shape[axis]!);
  const total = lengths.reduce((a, b) => a + b);
  return first.graph.apply(
    "Concat",
    [first, ...others],
    first.shape.map((length, i) => (i === axis ? total : length)),
    { attributes: { axis }, gradient: ([dy]) => split(dy, axis, lengths) },
  );
}

/** Cuts a tensor along an axis. @param lengths of the parts, or how many parts of one length */
export function split(
  x: Tensor,
  axis: number,
  lengths: number | readonly number[],
): readonly Tensor[] {
  const total = x.shape[axis] ?? 0;
  const parts =
    typeof lengths === "number" ? Array.from({ length: lengths }, () => total / lengths) : lengths;
  if (!parts.every(Number.isSafeInteger) || parts.reduce((a, b) => a + b, 0) !== total) {
    throw new RangeError(
      `"lengths" expected parts that make up ${total} of axis ${axis}, got ${parts.join()}`,
    );
  }
  const [first, ...others] = parts.map((part) =>
    x.shape.map((length, i) => (i === axis ? part : length)),
  );
  if (first === undefined || others.length === 0) return [x];
  const { graph } = x;
  return graph.applyMany("Split", [x, graph.integers(parts)], [first, ...others], {
    attributes: { axis },
    gradient: (byParts) => [concatenate(byParts, axis)],
  });
}

/** Zeros around a tensor. @param before, after how many, for each axis */
export function pad(x: Tensor, before: readonly number[], after: readonly number[]): Tensor {
  if ([...before, ...after].every((count) => count === 0)) return x;
  const { graph } = x;
  const shape = x.shape.map((length, axis) => before[axis]! + length + after[axis]!);
  return graph.apply("Pad", [x, graph.integers([...before, ...after])], shape, {
    gradient: ([dy]) => [
      slice(
        dy,
        before,
        before.map((from, axis) => from + x.shape[axis]!),
      ),
    ],
  });
}

/**
 * Part of a tensor: along each axis the positions from, from + step, … below `to`.
 */
export function slice(
  x: Tensor,
  from: readonly number[],
  to: readonly number[],
  steps: readonly number[] = from.map(() => 1),
): Tensor {
  const { graph, shape } = x;
  const valid = shape.every(
    (length, axis) =>
      from[axis]! >= 0 && from[axis]! < to[axis]! && to[axis]! <= length && steps[axis]! >= 1,
  );
  if (!valid || from.length !== shape.length) {
    throw new RangeError(
      `"from", "to" expected ranges inside ${shapeText(shape)}, got ${shapeText(from)} to ${shapeText(to)}`,
    );
  }
  const lengths = from.map((start, axis) => Math.ceil((to[axis]! - start) / steps[axis]!));
  if (lengths.join() === shape.join()) return x;
  const axes = shape.map((_, axis) => axis);
  const positions = [from, to, axes, steps].map((values) => graph.integers(values));
  return graph.apply("Slice", [x, ...positions], lengths, {
    gradient: ([dy]) => {
      const spread = steps.reduce((wide, step, axis) => spreadOut(wide, axis, step), dy);
      // Spreading ends each axis with its last taken position.
      const after = shape.map((length, axis) => length - from[axis]! - spread.shape[axis]!);
      return [pad(spread, from, after)];
    },
  });
}

/** Puts step - 1 zeros between neighbours along an axis. */
function spreadOut(x: Tensor, axis: number, step: number): Tensor {
  const length = x.shape[axis]!;
  if (step === 1 || length === 1) return x;
  const none = Array.from({ length: x.shape.length + 1 }, () => 0);
  const cells = reshape(x, [...x.shape.slice(0, axis + 1), 1, ...x.shape.slice(axis + 1)]);
  const wide = reshape(
    pad(
      cells,
      none,
      none.map((_, i) => (i === axis + 1 ? step - 1 : 0)),
    ),
    x.shape.map((n, i) => (i === axis ? n * step : n)),
  );
  const to = wide.shape.map((n, i) => (i === axis ? n - (step - 1) : n));
  return slice(
    wide,
    wide.shape.map(() => 0),
    to,
  );
}

/** The order of the positions reversed along these axes. */
export function flip(x: Tensor, axes: readonly number[]): Tensor {
  const { graph } = x;
  const positions = [
    axes.map(() => -1),
    axes.map((axis) => -x.shape[axis]! - 1),
    axes,
    axes.map(() => -1),
  ].map((values) => graph.integers(values));
  return graph.apply("Slice", [x, ...positions], x.shape, {
    gradient: ([dy]) => [flip(dy, axes)],
  });
}
