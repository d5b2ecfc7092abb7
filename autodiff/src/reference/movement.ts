import { elements } from "../graph/tensor.ts";
import { forEachPosition, integer, integers, needed, offsetIn, type Kernel } from "./values.ts";

/** Operators that move numbers and compute none, and the reductions. */
export const movement: Readonly<Record<string, Kernel>> = {
  Reshape: (_, [x]) => [x.data],
  Expand: (node, [x]) => {
    const { shape } = node.outputs[0];
    const result = new Float64Array(elements(shape));
    forEachPosition(shape, (position, offset) => {
      result[offset] = x.data[offsetIn(x.shape, position)]!;
    });
    return [result];
  },
  Transpose: (node, [x]) => {
    const order = integers(node, "perm");
    const result = new Float64Array(x.data.length);
    const old = x.shape.map(() => 0);
    forEachPosition(node.outputs[0].shape, (position, offset) => {
      order.forEach((axis, i) => (old[axis] = position[i]!));
      result[offset] = x.data[offsetIn(x.shape, old)]!;
    });
    return [result];
  },
  Concat: (node, inputs) => {
    const { shape } = node.outputs[0];
    const axis = integer(node, "axis");
    const outer = elements(shape.slice(0, axis));
    const result = new Float64Array(elements(shape));
    let at = 0;
    for (let i = 0; i < outer; i++) {
      for (const { data } of inputs) {
        const row = data.length / outer;
        result.set(data.subarray(i * row, (i + 1) * row), at);
        at += row;
      }
    }
    return [result];
  },
  Split: (node, [x]) => {
    const outer = elements(x.shape.slice(0, integer(node, "axis")));
    const parts = node.outputs.map(({ shape }) => new Float64Array(elements(shape)));
    let at = 0;
    for (let i = 0; i < outer; i++) {
      for (const part of parts) {
        const row = part.length / outer;
        part.set(x.data.subarray(at, at + row), i * row);
        at += row;
      }
    }
    return parts;
  },
  Pad: (node, [x, added]) => {
    const counts = needed(node, added);
    const { shape } = node.outputs[0];
    const result = new Float64Array(elements(shape));
    forEachPosition(x.shape, (position, offset) => {
      const moved = position.map((i, axis) => i + counts.data[axis]!);
      // An axis of length 1 is no repetition here: its only place is after the zeros.
      const to = moved.reduce((sum, i, axis) => sum * shape[axis]! + i, 0);
      result[to] = x.data[offset]!;
    });
    return [result];
  },
  Slice: (node, [x, from, , along, by]) => {
    const { shape } = node.outputs[0];
    const result = new Float64Array(elements(shape));
    const start = x.shape.map(() => 0);
    const step = x.shape.map(() => 1);
    const firsts = needed(node, from).data;
    const steps = needed(node, by).data;
    needed(node, along).data.forEach((axis, i) => {
      const first = firsts[i]!;
      start[axis] = first < 0 ? first + x.shape[axis]! : first;
      step[axis] = steps[i]!;
    });
    forEachPosition(shape, (position, offset) => {
      const old = position.map((i, axis) => start[axis]! + i * step[axis]!);
      result[offset] = x.data[old.reduce((sum, i, axis) => sum * x.shape[axis]! + i, 0)]!;
    });
    return [result];
  },
  ReduceSum: reduction(0, (a, b) => a + b),
  ReduceMax: reduction(-Infinity, Math.max),
};

function reduction(start: number, join: (a: number, b: number) => number): Kernel {
  return (node, [x]) => {
    const { shape } = node.outputs[0];
    const result = new Float64Array(elements(shape)).fill(start);
    forEachPosition(x.shape, (position, offset) => {
      const to = offsetIn(shape, position);
      result[to] = join(result[to]!, x.data[offset]!);
    });
    return [result];
  };
}
