import type { Node } from "../graph/graph.ts";
import type { OneOrMore } from "../graph/one-or-more.ts";
import type { Shape } from "../graph/tensor.ts";

/** Numbers of a tensor, in double precision. */
export interface Value {
  readonly shape: Shape;
  readonly data: Float64Array;
}

/** What one ONNX operator computes: the data of each output. */
export type Kernel = (node: Node, inputs: OneOrMore<Value>) => readonly Float64Array[];

/** An input of a node that its operator cannot do without. */
export function needed(node: Node, input: Value | undefined): Value {
  if (input !== undefined) return input;
  throw new RangeError(
    `"graph" expected all inputs of ${node.operator}, got ${node.inputs.length}`,
  );
}

export function integers(node: Node, attribute: string): readonly number[] {
  const value = node.attributes[attribute];
  return value === undefined ? [] : typeof value === "number" ? [value] : value;
}

export function integer(node: Node, attribute: string, otherwise = 0): number {
  return integers(node, attribute)[0] ?? otherwise;
}

/** Calls `visit` with every position of a shape, in memory order. */
export function forEachPosition(
  shape: Shape,
  visit: (position: readonly number[], offset: number) => void,
): void {
  const count = shape.reduce((product, length) => product * length, 1);
  const position = shape.map(() => 0);
  for (let offset = 0; offset < count; offset++) {
    visit(position, offset);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      position[axis]!++;
      if (position[axis]! < shape[axis]!) break;
      position[axis] = 0;
    }
  }
}

/** Offset of a position in a tensor; axes of length 1 repeat and missing outer axes are left out. */
export function offsetIn(shape: Shape, position: readonly number[]): number {
  let offset = 0;
  const outer = position.length - shape.length;
  for (let axis = 0; axis < shape.length; axis++) {
    const length = shape[axis]!;
    offset = offset * length + (length === 1 ? 0 : position[axis + outer]!);
  }
  return offset;
}
