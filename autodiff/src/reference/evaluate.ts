import { neededNodes } from "../graph/needed-nodes.ts";
import type { Graph } from "../graph/graph.ts";
import { mapEach } from "../graph/one-or-more.ts";
import type { Tensor } from "../graph/tensor.ts";
import { elementwise } from "./elementwise.ts";
import { movement } from "./movement.ts";
import { products } from "./products.ts";
import type { Kernel, Value } from "./values.ts";

const kernels: Readonly<Record<string, Kernel>> = { ...elementwise, ...movement, ...products };

/**
 * Computes tensors of a graph in double precision, node by node and without any haste: what the
 * operators mean. onnxruntime is held against it, and gradients are checked in it, where differences
 * of nearly equal numbers keep ten digits.
 *
 * @param given values of the inputs and variables by name
 */
export function evaluate(
  graph: Graph,
  wanted: readonly Tensor[],
  given: Readonly<Record<string, ArrayLike<number>>>,
): readonly Float64Array[] {
  const values = new Map<Tensor, Value>();
  for (const { tensor, values: data } of graph.constants) {
    values.set(tensor, { shape: tensor.shape, data });
  }
  for (const tensor of [...graph.inputs, ...graph.variables.map((variable) => variable.tensor)]) {
    const data = given[tensor.name];
    if (data !== undefined) {
      values.set(tensor, { shape: tensor.shape, data: Float64Array.from(data) });
    }
  }
  const find = (tensor: Tensor): Value => {
    const value = values.get(tensor);
    if (value === undefined) {
      throw new RangeError(`"given" expected values of ${tensor.name}, got none`);
    }
    return value;
  };
  for (const node of neededNodes(graph, wanted)) {
    const kernel = kernels[node.operator];
    if (kernel === undefined) {
      throw new RangeError(`"graph" expected known operators, got ${node.operator}`);
    }
    const results = kernel(node, mapEach(node.inputs, find));
    node.outputs.forEach((output, i) => {
      values.set(output, { shape: output.shape, data: results[i]! });
    });
  }
  return wanted.map((tensor) => find(tensor).data);
}
