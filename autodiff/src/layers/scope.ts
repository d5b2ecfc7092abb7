import type { Graph } from "../graph/graph.ts";
import { shapeText, type Shape, type Tensor } from "../graph/tensor.ts";
import type { Initial } from "../graph/initial.ts";

/** A part of a model: a common beginning of its variables' names, and what of it is trained. */
export class Scope {
  readonly graph: Graph;
  readonly name: string;
  readonly #parameters: Tensor[] = [];
  readonly #children: Scope[] = [];
  readonly #made: boolean;

  /** @param made whether all its variables exist already, as for `again` */
  constructor(graph: Graph, name: string, made = false) {
    this.graph = graph;
    this.name = name;
    this.#made = made;
  }

  /** The same part in another place: what asks it for variables gets those that were made. */
  again(): Scope {
    return new Scope(this.graph, this.name, true);
  }

  /** A part of this part. */
  child(name: string): Scope {
    const child = new Scope(this.graph, `${this.name}.${name}`, this.#made);
    this.#children.push(child);
    return child;
  }

  /** A variable that training changes by its gradient. */
  parameter(name: string, shape: Shape, initial: Initial): Tensor {
    const tensor = this.state(name, shape, initial);
    this.#parameters.push(tensor);
    return tensor;
  }

  /**
   * A variable that changes by assignment only.
   *
   * @throws RangeError when the part is used again and there is no such variable of this shape
   */
  state(name: string, shape: Shape, initial: Initial): Tensor {
    const full = `${this.name}.${name}`;
    if (!this.#made) return this.graph.variable(full, shape, initial);
    const known = this.graph.variables.find(({ tensor }) => tensor.name === full)?.tensor;
    if (known !== undefined && known.shape.join() === shape.join()) return known;
    throw new RangeError(
      `"shape" expected that of ${full} at its first use, got ${shapeText(shape)} where that ${known === undefined ? "does not exist" : `has ${shapeText(known.shape)}`}`,
    );
  }

  /** Its parameters and those of its parts, in the order of their making. */
  get parameters(): readonly Tensor[] {
    return [...this.#parameters, ...this.#children.flatMap((child) => child.parameters)];
  }
}
