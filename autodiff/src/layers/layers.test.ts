import { describe, expect, test } from "vitest";
import {
  batchNormalisation,
  convolution,
  convolutionLayer,
  dense,
  evaluate,
  foldNormalisation,
  Graph,
  hardSigmoid,
  hardTanh,
  lstm,
  mean,
  Random,
  residualBlock,
  Scope,
  tanh,
  transposedConvolutionLayer,
  Variables,
  variance,
} from "../index.ts";
import {
  expectGradients,
  expectOnnxruntimeAgrees,
  type Case,
} from "../gradient-check.test.support.ts";

const image = [2, 3, 4, 6] as const;

const cases: Readonly<Record<string, Case>> = {
  dense: { shapes: [[3, 4]], make: (graph, x) => dense(new Scope(graph, "d"), x, 2) },
  "dense, used twice": {
    shapes: [[3, 4]],
    make: (graph, x) => {
      const scope = new Scope(graph, "d");
      return dense(scope.again(), tanh(dense(scope, x, 4)), 4);
    },
  },
  "convolution layer": {
    shapes: [image],
    make: (graph, x) => convolutionLayer(new Scope(graph, "c"), x, 2),
  },
  "convolution layer, stride 2": {
    shapes: [image],
    make: (graph, x) => convolutionLayer(new Scope(graph, "c"), x, 2, { stride: 2 }),
  },
  "transposed convolution layer": {
    shapes: [image],
    make: (graph, x) => transposedConvolutionLayer(new Scope(graph, "t"), x, 2),
  },
  "residual block": {
    shapes: [image],
    make: (graph, x) => residualBlock(new Scope(graph, "r"), x, tanh),
  },
  "batch normalisation in training": {
    shapes: [image],
    make: (graph, x) => batchNormalisation(new Scope(graph, "n"), x, true),
  },
  "batch normalisation afterwards": {
    shapes: [image],
    make: (graph, x) => batchNormalisation(new Scope(graph, "n"), x, false),
  },
  lstm: {
    shapes: [[3, 2, 4]],
    make: (graph, x) => lstm(new Scope(graph, "l"), x, { units: 3 }).outputs,
  },
  "lstm from a given state, backwards": {
    shapes: [
      [3, 2, 4],
      [2, 3],
      [2, 3],
    ],
    make: (graph, x, hidden, cell) =>
      lstm(new Scope(graph, "l"), x, {
        units: 3,
        backwards: true,
        start: { hidden: hidden, cell: cell },
      }).end.cell,
  },
  "lstm with hard gates": {
    shapes: [[3, 2, 4]],
    make: (graph, x) =>
      lstm(new Scope(graph, "l"), x, { units: 3, gate: hardSigmoid, squash: hardTanh }).outputs,
  },
};

describe.each(Object.entries(cases))("%s", (_, checked) => {
  test("its gradients are the central differences", () => expectGradients(checked));
  test("onnxruntime computes what the reference computes", () => expectOnnxruntimeAgrees(checked));
});

test("a convolution layer keeps the size, or divides it by its stride; the transposed one multiplies it", () => {
  const graph = new Graph();
  const x = graph.input("x", [1, 3, 8, 12]);
  const scope = new Scope(graph, "s");
  expect(convolutionLayer(scope.child("a"), x, 5).shape).toEqual([1, 5, 8, 12]);
  const half = convolutionLayer(scope.child("b"), x, 5, { stride: 2 });
  expect(half.shape).toEqual([1, 5, 4, 6]);
  expect(transposedConvolutionLayer(scope.child("c"), half, 3).shape).toEqual([1, 3, 8, 12]);
  expect(scope.parameters.map(({ name }) => name)).toEqual([
    "s.a.kernel",
    "s.a.bias",
    "s.b.kernel",
    "s.b.bias",
    "s.c.kernel",
    "s.c.bias",
  ]);
});

test("batch normalisation gives every channel mean 0 and variance 1, and folds away afterwards", () => {
  const random = Random.fromText("normalisation");
  const draw = (count: number, low: number, high: number): Float32Array =>
    Float32Array.from({ length: count }, () => low + (high - low) * random.unit());
  const build = (training: boolean) => {
    const graph = new Graph();
    const x = graph.input("x", [4, 2, 5, 5]);
    const scope = new Scope(graph, "s");
    const y = convolutionLayer(scope.child("c"), x, 3);
    return { graph, x, y: batchNormalisation(scope.child("n"), y, training) };
  };
  const trained = build(true);
  const values = Variables.initial([trained.graph], "seed");
  const images = draw(200, -1, 3);
  const given = (): Record<string, ArrayLike<number>> =>
    Object.fromEntries([["x", images], ...values.names.map((name) => [name, values.get(name)])]);
  const statistics = evaluate(
    trained.graph,
    [mean(trained.y, { axes: [0, 2, 3] }), variance(trained.y, { axes: [0, 2, 3] })],
    given(),
  );
  for (const value of statistics[0]!) expect(value).toBeCloseTo(0, 9);
  for (const value of statistics[1]!) expect(value).toBeCloseTo(1, 3);

  for (const [name, low] of [
    ["s.n.scale", 0.5],
    ["s.n.shift", -1],
    ["s.n.mean", -1],
    ["s.n.variance", 0.2],
    ["s.c.bias", -1],
  ] as const) {
    values.set(name, draw(3, low, low + 1));
  }
  const used = build(false);
  const { kernel, bias } = foldNormalisation({
    kernel: values.get("s.c.kernel"),
    bias: values.get("s.c.bias"),
    scale: values.get("s.n.scale"),
    shift: values.get("s.n.shift"),
    mean: values.get("s.n.mean"),
    variance: values.get("s.n.variance"),
  });
  const folded = convolution(used.x, used.graph.constant(kernel, [3, 2, 3, 3]), {
    bias: used.graph.constant(bias, [3]),
    padding: 1,
  });
  const [expected, got] = evaluate(used.graph, [used.y, folded], given());
  expected!.forEach((value, i) => expect(got![i]).toBeCloseTo(value, 5));
});

test("batch normalisation keeps running statistics of what it saw", () => {
  const graph = new Graph();
  const x = graph.input("x", [2, 1, 1, 2]);
  batchNormalisation(new Scope(graph, "n"), x, true);
  const running = Object.fromEntries(
    [...graph.assignments].map(([variable, value]) => [variable.name, value]),
  );
  const given = { x: [1, 3, 5, 7], "n.mean": [10], "n.variance": [1] };
  const [runningMean, runningVariance] = evaluate(
    graph,
    [running["n.mean"]!, running["n.variance"]!],
    given,
  );
  expect(runningMean![0]).toBeCloseTo(0.9 * 10 + 0.1 * 4, 9);
  expect(runningVariance![0]).toBeCloseTo(0.9 * 1 + 0.1 * 5, 9);
});

test("a part used again has the variables of its first use, and no others", () => {
  const graph = new Graph();
  const x = graph.input("x", [2, 3]);
  const scope = new Scope(graph, "d");
  expect(() => dense(scope.again(), x, 3)).toThrow(/of d\.weight at its first use, .* not exist/);
  dense(scope, x, 3);
  dense(scope.again(), x, 3);
  expect(graph.variables.map(({ tensor }) => tensor.name)).toEqual(["d.weight", "d.bias"]);
  expect(() => dense(scope.again(), x, 4)).toThrow(/got \[3, 4\] where that has \[3, 3\]/);
});
