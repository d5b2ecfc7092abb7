import { elements, shapeText, type Operand, type Shape, type Tensor } from "./tensor.ts";
import type { Initial } from "./initial.ts";
import { mapEach, type OneOrMore } from "./one-or-more.ts";

/**
 * Gradients of a loss by a node's inputs, from those by its outputs; undefined for an input that has
 * none. Written in operators, so that it can be differentiated again.
 */
export type GradientRule = (byOutputs: OneOrMore<Tensor>) => readonly (Tensor | undefined)[];

export type Attributes = Readonly<Record<string, number | readonly number[]>>;

/** One ONNX operation. */
export interface Node {
  readonly operator: string;
  /** "" for the standard, "com.microsoft" for an operator of onnxruntime's own. */
  readonly domain: "" | "com.microsoft";
  readonly inputs: OneOrMore<Tensor>;
  readonly outputs: OneOrMore<Tensor>;
  readonly attributes: Attributes;
  readonly gradient: GradientRule | undefined;
}

/** Numbers that are part of the graph. */
export interface Constant {
  readonly tensor: Tensor;
  readonly values: Float64Array;
}

/** A tensor that keeps its numbers from run to run: weights, and what an optimiser remembers. */
export interface Variable {
  readonly tensor: Tensor;
  readonly initial: Initial;
}

interface NodeOptions {
  readonly attributes?: Attributes;
  readonly domain?: Node["domain"];
  readonly gradient?: GradientRule;
}

/**
 * An expression graph under construction. Operators append nodes to it; a program is made of it once
 * (see `compile`) and run many times. All shapes are static.
 */
export class Graph {
  readonly nodes: Node[] = [];
  readonly inputs: Tensor[] = [];
  readonly constants: Constant[] = [];
  readonly variables: Variable[] = [];
  /** What variables hold after a run. */
  readonly assignments: Map<Tensor, Tensor> = new Map();
  readonly #known = new Map<string, Tensor>();
  readonly #named = new Set<string>();
  #unnamed = 0;

  /** Numbers that every run is given under this name. */
  input(name: string, shape: Shape): Tensor {
    const tensor = this.#tensor(shape, name);
    this.inputs.push(tensor);
    return tensor;
  }

  /** A tensor that lives between runs, and in every graph that declares it under this name. */
  variable(name: string, shape: Shape, initial: Initial): Tensor {
    const tensor = this.#tensor(shape, name);
    this.variables.push({ tensor, initial });
    return tensor;
  }

  /** Lets `variable` hold `value` after each run. */
  assign(variable: Tensor, value: Tensor): void {
    if (!this.variables.some(({ tensor }) => tensor === variable)) {
      throw new RangeError(`"variable" expected a variable of this graph, got ${variable.name}`);
    }
    if (variable.shape.join() !== value.shape.join()) {
      throw new RangeError(
        `"value" expected shape ${shapeText(variable.shape)} of ${variable.name}, got ${shapeText(value.shape)}`,
      );
    }
    this.assignments.set(variable, value);
  }

  /** Numbers fixed for good. */
  constant(values: ArrayLike<number>, shape: Shape): Tensor {
    if (values.length !== elements(shape)) {
      throw new RangeError(
        `"values" expected ${elements(shape)} numbers for shape ${shapeText(shape)}, got ${values.length}`,
      );
    }
    const tensor = this.#tensor(shape);
    this.constants.push({ tensor, values: Float64Array.from(values) });
    return tensor;
  }

  /** A constant scalar; the same one for the same number. */
  scalar(value: number): Tensor {
    return this.#once(`scalar ${value}`, () => this.constant([value], []));
  }

  /** A constant of this shape full of one number. */
  filled(value: number, shape: Shape): Tensor {
    return this.#once(`filled ${value} ${shape.join()}`, () =>
      this.constant(new Float64Array(elements(shape)).fill(value), shape),
    );
  }

  /** Integers that an ONNX operator takes as an input: a shape, axes, positions. */
  integers(values: readonly number[]): Tensor {
    return this.#once(`integers ${values.join()}`, () => {
      const tensor = this.#tensor([values.length], undefined, "int64");
      this.constants.push({ tensor, values: Float64Array.from(values) });
      return tensor;
    });
  }

  /** The operand as a tensor of this graph. */
  operand(operand: Operand): Tensor {
    return typeof operand === "number" ? this.scalar(operand) : operand;
  }

  /** Appends a node with one output. */
  apply(
    operator: string,
    inputs: OneOrMore<Tensor>,
    shape: Shape,
    options: NodeOptions = {},
  ): Tensor {
    return this.applyMany(operator, inputs, [shape], options)[0];
  }

  /** Appends a node with an output for each shape. */
  applyMany(
    operator: string,
    inputs: OneOrMore<Tensor>,
    shapes: OneOrMore<Shape>,
    { attributes = {}, domain = "", gradient }: NodeOptions = {},
  ): OneOrMore<Tensor> {
    const stranger = inputs.find(({ graph }) => graph !== this);
    if (stranger !== undefined) {
      throw new RangeError(
        `"inputs" expected tensors of one graph, got ${stranger.name} of another`,
      );
    }
    const outputs = mapEach(shapes, (shape) => this.#tensor(shape));
    this.nodes.push({ operator, domain, inputs, outputs, attributes, gradient });
    return outputs;
  }

  #tensor(shape: Shape, name?: string, type: Tensor["type"] = "float"): Tensor {
    if (!shape.every((length) => Number.isSafeInteger(length) && length >= 0)) {
      throw new RangeError(`"shape" expected whole numbers, got ${shapeText(shape)}`);
    }
    if (name !== undefined && (name === "" || name.startsWith("%") || this.#named.has(name))) {
      throw new RangeError(`"name" expected a new name without a leading %, got "${name}"`);
    }
    const ownName = name ?? `%${this.#unnamed++}`;
    this.#named.add(ownName);
    return { graph: this, name: ownName, shape, type };
  }

  #once(key: string, make: () => Tensor): Tensor {
    const known = this.#known.get(key) ?? make();
    this.#known.set(key, known);
    return known;
  }
}
