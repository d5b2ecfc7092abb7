import { add } from "./arithmetic.ts";
import type { Graph } from "../graph/graph.ts";
import { mapEach } from "../graph/one-or-more.ts";
import type { Tensor } from "../graph/tensor.ts";

/**
 * Gradients of a scalar by tensors of its graph, by reverse accumulation: appends to the graph what
 * computes them. A tensor that the scalar does not depend on has a gradient of zeros.
 *
 * @param loss a scalar
 * @throws RangeError when `loss` has axes, or no gradient passes an operator on the way
 */
export function gradients(loss: Tensor, by: readonly Tensor[]): readonly Tensor[] {
  if (loss.shape.length > 0) {
    throw new RangeError(`"loss" expected a scalar, got ${loss.shape.length} axes`);
  }
  const { graph } = loss;
  const concerned = dependents(graph, by);
  const collected = new Map<Tensor, Tensor>([[loss, graph.scalar(1)]]);
  // A copy: the rules append nodes of their own.
  for (const node of graph.nodes.toReversed()) {
    if (!node.outputs.some((output) => collected.has(output) && concerned.has(output))) continue;
    if (node.gradient === undefined) {
      throw new RangeError(`"loss" expected operators with gradients, got ${node.operator}`);
    }
    const byOutputs = mapEach(
      node.outputs,
      (output) => collected.get(output) ?? graph.filled(0, output.shape),
    );
    const byInputs = node.gradient(byOutputs);
    for (const [i, input] of node.inputs.entries()) {
      const gradient = byInputs[i];
      if (gradient === undefined || !concerned.has(input)) continue;
      const sum = collected.get(input);
      collected.set(input, sum === undefined ? gradient : add(sum, gradient));
    }
  }
  return by.map((tensor) => collected.get(tensor) ?? graph.filled(0, tensor.shape));
}

/** The tensors through which `by` can change a result, `by` included. */
function dependents(graph: Graph, by: readonly Tensor[]): ReadonlySet<Tensor> {
  const concerned = new Set(by);
  for (const node of graph.nodes) {
    if (node.inputs.some((input) => concerned.has(input))) {
      for (const output of node.outputs) concerned.add(output);
    }
  }
  return concerned;
}
