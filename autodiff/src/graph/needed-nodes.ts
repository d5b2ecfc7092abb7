import type { Graph, Node } from "./graph.ts";
import type { Tensor } from "./tensor.ts";

/** The nodes that `outputs` need, in an order in which they can run. */
export function neededNodes(graph: Graph, outputs: readonly Tensor[]): readonly Node[] {
  const needed = new Set(outputs);
  const nodes: Node[] = [];
  // Nodes stand after what they need, because tensors exist before they can be used.
  for (const node of graph.nodes.toReversed()) {
    if (!node.outputs.some((output) => needed.has(output))) continue;
    for (const input of node.inputs) needed.add(input);
    nodes.push(node);
  }
  return nodes.toReversed();
}
