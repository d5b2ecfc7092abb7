import { describe, expect, test } from "vitest";
import {
  adjacentCorrelation,
  avalancheLoss,
  binaryCrossEntropy,
  evaluate,
  Graph,
  leastSquaresLoss,
  meanAbsoluteError,
  meanSquaredError,
  Random,
  softEntropy,
  structuralSimilarity,
  type Tensor,
} from "../index.ts";
import {
  expectGradients,
  expectOnnxruntimeAgrees,
  type Case,
} from "../gradient-check.test.support.ts";

const two = [
  [2, 3, 4],
  [2, 3, 4],
] as const;

const cases: Readonly<Record<string, Case>> = {
  "mean squared error": { shapes: two, make: (_, a, b) => meanSquaredError(a, b) },
  "mean absolute error": { shapes: two, make: (_, a, b) => meanAbsoluteError(a, b) },
  "structural similarity": {
    shapes: [
      [1, 2, 12, 13],
      [1, 2, 12, 13],
    ],
    range: [0, 1],
    make: (_, a, b) => structuralSimilarity(a, b),
  },
  "soft entropy": {
    shapes: [[4, 5]],
    range: [0, 1],
    make: (_, x) => softEntropy(x, { bins: 8, low: 0, high: 1 }),
  },
  "adjacent correlation": { shapes: [[2, 2, 4, 5]], make: (_, x) => adjacentCorrelation(x) },
  "least-squares adversarial": { shapes: [[4, 1]], make: (_, x) => leastSquaresLoss(x, 1) },
  "binary cross entropy": {
    shapes: [[4], [4]],
    make: (_, x, target) => binaryCrossEntropy(x, target),
  },
  avalanche: { shapes: two, range: [0, 1], make: (_, a, b) => avalancheLoss(a, b) },
};

describe.each(Object.entries(cases))("%s", (_, checked) => {
  test("its gradients are the central differences", () => expectGradients(checked));
  test("onnxruntime computes what the reference computes", () => expectOnnxruntimeAgrees(checked));
});

/** What a loss of constants is. */
function value(
  shape: readonly number[],
  data: readonly ArrayLike<number>[],
  loss: (...constants: Tensor[]) => Tensor,
): number {
  const graph = new Graph();
  const wanted = loss(...data.map((values) => graph.constant(values, shape)));
  return evaluate(graph, [wanted], {})[0]![0]!;
}

function noise(count: number, text: string): Float64Array {
  const random = Random.fromText(text);
  return Float64Array.from({ length: count }, () => random.unit());
}

const images = [4, 1, 32, 32] as const;
const ramp = Array.from({ length: 4096 }, (_, i) => (i % 32) / 31 + Math.floor(i / 32) / 31);

test("soft entropy: all bits of uniform values, half of them for half the bins, none of a constant", () => {
  const bits = (x: readonly number[]): number =>
    value([x.length], [x], (x) => softEntropy(x, { bins: 16, low: 0, high: 15 }));
  const all = Array.from({ length: 160 }, (_, i) => i % 16);
  expect(bits(all)).toBeCloseTo(4, 6);
  expect(bits(all.map((i) => i % 4))).toBeCloseTo(2, 6);
  expect(bits(all.map(() => 7))).toBeCloseTo(0, 6);
  // Halfway between two bins counts for both.
  expect(bits(all.map(() => 7.5))).toBeCloseTo(1, 6);
});

test("adjacent correlation is 1 on a ramp and next to 0 on noise", () => {
  expect(value(images, [ramp], (x) => adjacentCorrelation(x))).toBeCloseTo(1, 3);
  const onNoise = value(images, [noise(4096, "a")], (x) => adjacentCorrelation(x));
  // The mean square of a correlation over n pairs is about 1 / n.
  expect(onNoise).toBeGreaterThan(0.0001);
  expect(onNoise).toBeLessThan(0.004);
});

test("structural similarity is 1 for the same image and next to 0 for unrelated noise", () => {
  const similarity = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
    value(images, [a, b], (a, b) => structuralSimilarity(a, b));
  expect(similarity(ramp, ramp)).toBeCloseTo(1, 9);
  expect(Math.abs(similarity(noise(4096, "a"), noise(4096, "b")))).toBeLessThan(0.05);
});

test("the avalanche loss is next to 0 for independent noise, and 1/9 for equal images", () => {
  const loss = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
    value(images, [a, b], (a, b) => avalancheLoss(a, b));
  expect(loss(noise(4096, "a"), noise(4096, "b"))).toBeLessThan(0.0005);
  expect(loss(ramp, ramp)).toBeCloseTo(1 / 9, 9);
});

test("binary cross entropy is log 2 for a judge who knows nothing, and finite for a sure one", () => {
  expect(value([2], [[0, 0]], (x) => binaryCrossEntropy(x, 1))).toBeCloseTo(Math.LN2, 9);
  expect(value([1], [[-800]], (x) => binaryCrossEntropy(x, 1))).toBeCloseTo(800, 6);
  expect(value([1], [[800]], (x) => binaryCrossEntropy(x, 1))).toBeCloseTo(0, 9);
});
