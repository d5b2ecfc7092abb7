import type { Graph } from "../graph/graph.ts";
import type { Shape, Tensor } from "../graph/tensor.ts";
import type { Initial } from "../variables/initial.ts";

/** A part of a model: a common beginning of its variables' names, and what of it is trained. */
export class Scope {
  readonly graph: Graph;
  readonly name: string;
  readonly #parameters: Tensor[] = [];
  readonly #children: Scope[] = [];

  constructor(graph: Graph, name: string) {
    this.graph = graph;
    this.name = name;
  }

  /** A part of this part. */
  child(name: string): Scope {
    const child = new Scope(this.graph, `${this.name}.${name}`);
    this.#children.push(child);
    return child;
  }

  /** A variable that training changes by its gradient. */
  parameter(name: string, shape: Shape, initial: Initial): Tensor {
    const tensor = this.state(name, shape, initial);
    this.#parameters.push(tensor);
    return tensor;
  }

  /** A variable that changes by assignment only. */
  state(name: string, shape: Shape, initial: Initial): Tensor {
    return this.graph.variable(`${this.name}.${name}`, shape, initial);
  }

  /** Its parameters and those of its parts, in the order of their making. */
  get parameters(): readonly Tensor[] {
    return [...this.#parameters, ...this.#children.flatMap((child) => child.parameters)];
  }
}
