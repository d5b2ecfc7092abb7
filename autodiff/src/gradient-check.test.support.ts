import { expect } from "vitest";
import {
  add,
  compile,
  evaluate,
  gradients,
  Graph,
  multiply,
  Random,
  sum,
  Variables,
  type Shape,
  type Tensor,
} from "./index.ts";
import { elements } from "./graph/tensor.ts";

/** A function of some tensors, and of variables that it declares, to check, and where to check it. */
export interface Case {
  readonly shapes: readonly Shape[];
  /** Values between these are given; [-2, 2] when absent. */
  readonly range?: readonly [number, number];
  readonly make: (graph: Graph, ...inputs: Tensor[]) => Tensor;
}

interface Built {
  readonly graph: Graph;
  readonly loss: Tensor;
  readonly byGiven: readonly Tensor[];
  readonly variables: Variables;
  readonly given: Readonly<Record<string, Float64Array>>;
}

/** The function's elements, each times a number of its own, summed: so that no two can stand in. */
function build({ shapes, range = [-2, 2], make }: Case, order: 1 | 2): Built {
  const graph = new Graph();
  const random = Random.fromText("gradient check");
  const draw = (count: number, [low, high]: readonly [number, number]): Float64Array =>
    // Rounded to single precision, so that onnxruntime sees the same numbers.
    Float64Array.from({ length: count }, () => Math.fround(low + (high - low) * random.unit()));
  const inputs = shapes.map((shape, i) => graph.input(`x${i}`, shape));
  const weighted = (x: Tensor): Tensor =>
    sum(multiply(x, graph.constant(draw(elements(x.shape), [-1, 1]), x.shape)));
  let loss = weighted(make(graph, ...inputs));
  const by = [...inputs, ...graph.variables.map(({ tensor }) => tensor)];
  if (order === 2) {
    loss = gradients(loss, by)
      .map(weighted)
      .reduce((a, b) => add(a, b));
  }
  const variables = Variables.initial([graph], "gradient check");
  const given: Record<string, Float64Array> = {};
  for (const { name, shape } of inputs) given[name] = draw(elements(shape), range);
  for (const name of variables.names) given[name] = Float64Array.from(variables.get(name));
  return { graph, loss, variables, byGiven: gradients(loss, by), given };
}

/** Holds the gradients that the graph computes against central differences, in double precision. */
export function expectGradients(checked: Case, order: 1 | 2 = 1): void {
  const { graph, loss, byGiven, given } = build(checked, order);
  const computed = evaluate(graph, byGiven, given);
  const step = 2 ** -17;
  Object.entries(given).forEach(([name, values], i) => {
    const differences = values.map((_, at) => {
      const [up, down] = [step, -step].map((by) => {
        const moved = values.map((value, j) => (j === at ? value + by : value));
        return evaluate(graph, [loss], { ...given, [name]: moved })[0]![0]!;
      });
      return (up! - down!) / (2 * step);
    });
    const scale = Math.max(1, ...differences.map(Math.abs));
    differences.forEach((difference, at) => {
      expect(
        Math.abs(computed[i]![at]! - difference) / scale,
        `by ${name}[${at}]: ${computed[i]![at]} computed, ${difference} measured`,
      ).toBeLessThan(1e-7);
    });
  });
}

/** Holds what onnxruntime computes against the reference: the result and its gradients. */
export async function expectOnnxruntimeAgrees(checked: Case): Promise<void> {
  const { graph, loss, byGiven, variables, given } = build(checked, 1);
  // A gradient that is constant is no result of an operator.
  const results = Object.fromEntries(
    [loss, ...byGiven].map((tensor, i) => [`r${i}`, add(tensor, 0)]),
  );
  const program = await compile(graph, results);
  const feeds = Object.fromEntries(
    Object.entries(given).map(([name, values]) => [name, Float32Array.from(values)]),
  );
  const numbers = await program.run(variables, feeds);
  await program.release();
  const reference = evaluate(graph, Object.values(results), given);
  Object.keys(results).forEach((name, i) => {
    const scale = Math.max(1, ...reference[i]!.map(Math.abs));
    reference[i]!.forEach((value, at) => {
      expect(
        Math.abs(numbers[name]![at]! - value) / scale,
        `${name}[${at}]: ${numbers[name]![at]} by onnxruntime, ${value} by the reference`,
      ).toBeLessThan(2e-5);
    });
  });
}
