import type { Graph } from "./graph.ts";

/** Lengths of the axes, outermost first; [] for a scalar. */
export type Shape = readonly number[];

/** Values are "float"; "int64" is what ONNX wants for shapes, axes and positions. */
export type ElementType = "float" | "int64";

/** A value in a graph. Its shape is known, its numbers only when the graph runs. */
export interface Tensor {
  readonly graph: Graph;
  readonly name: string;
  readonly shape: Shape;
  readonly type: ElementType;
}

/** A tensor, or a number that stands for a constant scalar. */
export type Operand = Tensor | number;

/** How many elements a tensor of this shape has. */
export function elements(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** "[64, 3, 32, 32]", for messages. */
export function shapeText(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}
