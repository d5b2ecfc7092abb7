import { NeuroveilError } from "neuroveil/errors";
import type { Graph } from "../graph/graph.ts";
import { elements, shapeText, type Shape } from "../graph/tensor.ts";
import type { Initial } from "../graph/initial.ts";
import { Random } from "./random.ts";

interface Stored {
  readonly shape: Shape;
  values: Float32Array;
}

/** What the variables of some graphs hold at the moment: everything that training changes. */
export class Variables {
  readonly #stored = new Map<string, Stored>();

  /**
   * Every variable of the graphs with what it holds before the first run.
   *
   * @param seed a variable's draws depend on it and on the variable's name alone
   * @throws RangeError when two graphs declare a variable in two shapes
   */
  static initial(graphs: readonly Graph[], seed: string): Variables {
    const variables = new Variables();
    for (const { tensor, initial } of graphs.flatMap((graph) => graph.variables)) {
      const { name, shape } = tensor;
      const known = variables.#stored.get(name);
      if (known === undefined) {
        const values = draw(initial, elements(shape), Random.fromText(`${seed}/${name}`));
        variables.#stored.set(name, { shape, values });
      } else if (known.shape.join() !== shape.join()) {
        throw new RangeError(
          `"graphs" expected one shape of ${name}, got ${shapeText(known.shape)} and ${shapeText(shape)}`,
        );
      }
    }
    return variables;
  }

  /** The same values, which change on their own from now on. */
  copy(): Variables {
    const copy = new Variables();
    // Values are replaced and never changed in place, so that they can be shared.
    for (const [name, stored] of this.#stored) copy.#stored.set(name, { ...stored });
    return copy;
  }

  get names(): readonly string[] {
    return [...this.#stored.keys()];
  }

  shape(name: string): Shape {
    return this.#find(name).shape;
  }

  get(name: string): Float32Array {
    return this.#find(name).values;
  }

  /** @throws NeuroveilError "weights" when the number of values is not that of the variable */
  set(name: string, values: Float32Array): void {
    const stored = this.#find(name);
    if (values.length !== elements(stored.shape)) {
      throw new NeuroveilError("weights", {
        expected: `${elements(stored.shape)} values of ${name}`,
        got: values.length,
        todo: "use weights of the same model",
      });
    }
    stored.values = values;
  }

  #find(name: string): Stored {
    const stored = this.#stored.get(name);
    if (stored !== undefined) return stored;
    throw new NeuroveilError("weights", {
      expected: "a variable of the model",
      got: name,
      todo: "use weights of the same model",
    });
  }
}

function draw(initial: Initial, count: number, random: Random): Float32Array {
  if (initial.kind === "constant") return new Float32Array(count).fill(initial.value);
  if (initial.kind === "values") return Float32Array.from(initial.values);
  return Float32Array.from({ length: count }, () => initial.bound * (2 * random.unit() - 1));
}
