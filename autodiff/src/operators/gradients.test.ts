import { describe, expect, test } from "vitest";
import {
  absolute,
  add,
  averagePool,
  broadcastTo,
  clip,
  concatenate,
  convolution,
  cosine,
  divide,
  exponential,
  flip,
  hardSigmoid,
  hardTanh,
  largest,
  leakyRelu,
  logarithm,
  matrixProduct,
  maximum,
  maxPool,
  mean,
  minimum,
  multiply,
  negate,
  pad,
  relu,
  reshape,
  sigmoid,
  sine,
  slice,
  softmax,
  softplus,
  split,
  square,
  squareRoot,
  subtract,
  sum,
  tanh,
  transpose,
  transposedConvolution,
  upsample,
  variance,
  wrap,
  type Tensor,
} from "../index.ts";
import {
  expectGradients,
  expectOnnxruntimeAgrees,
  type Case,
} from "../gradient-check.test.support.ts";

const pair = [
  [2, 3, 4],
  [2, 3, 4],
] as const;
const broadcasting = [
  [2, 3, 4],
  [3, 1],
] as const;
const one = [[3, 5]] as const;
const positive = [0.5, 3] as const;
const image = [2, 3, 6, 5] as const;

type OperatorCase = Omit<Case, "make"> & { readonly make: (...inputs: Tensor[]) => Tensor };

/** Every operator with a gradient, at places where it is smooth. */
const operators: Readonly<Record<string, OperatorCase>> = {
  add: { shapes: pair, make: add },
  "add, one repeated": { shapes: broadcasting, make: add },
  "add a number": { shapes: one, make: (x) => add(x, 0.75) },
  subtract: { shapes: broadcasting, make: subtract },
  "subtract from a number": { shapes: one, make: (x) => subtract(1, x) },
  multiply: { shapes: broadcasting, make: multiply },
  divide: { shapes: broadcasting, range: positive, make: divide },
  maximum: { shapes: broadcasting, make: maximum },
  minimum: { shapes: broadcasting, make: minimum },
  negate: { shapes: one, make: negate },
  square: { shapes: one, make: square },
  squareRoot: { shapes: one, range: positive, make: squareRoot },
  exponential: { shapes: one, make: exponential },
  logarithm: { shapes: one, range: positive, make: logarithm },
  absolute: { shapes: one, make: absolute },
  relu: { shapes: one, make: relu },
  leakyRelu: { shapes: one, make: (x) => leakyRelu(x, 0.3) },
  sigmoid: { shapes: one, make: sigmoid },
  tanh: { shapes: one, make: tanh },
  softplus: { shapes: one, make: softplus },
  sine: { shapes: one, make: sine },
  cosine: { shapes: one, make: cosine },
  clip: { shapes: one, make: (x) => clip(x, -0.8, 1.1) },
  hardSigmoid: { shapes: one, range: [-4, 4], make: (x) => hardSigmoid(x) },
  hardTanh: { shapes: one, make: hardTanh },
  wrap: { shapes: one, make: (x) => wrap(x, 0.7) },
  softmax: { shapes: one, make: softmax },
  reshape: { shapes: [[2, 6]], make: (x) => square(reshape(x, [3, 4])) },
  broadcastTo: { shapes: [[3, 1]], make: (x) => square(broadcastTo(x, [2, 3, 4])) },
  "sum over all": { shapes: one, make: (x) => square(sum(x)) },
  "sum over axes": { shapes: [[2, 3, 4]], make: (x) => square(sum(x, { axes: [0, -1] })) },
  "mean, axis kept": { shapes: one, make: (x) => multiply(x, mean(x, { axes: [1], keep: true })) },
  variance: { shapes: [[2, 3, 4]], make: (x) => variance(x, { axes: [0, 2] }) },
  largest: { shapes: [[2, 3, 4]], make: (x) => largest(x, { axes: [1] }) },
  transpose: { shapes: [[2, 3, 4]], make: (x) => transpose(x, [2, 0, 1]) },
  concatenate: {
    shapes: [
      [2, 3],
      [2, 2],
    ],
    make: (a, b) => square(concatenate([a, b, a], 1)),
  },
  split: {
    shapes: [[2, 7]],
    make: (x) => {
      const [first, , last] = split(x, 1, [2, 3, 2]) as [Tensor, Tensor, Tensor];
      return multiply(first, last);
    },
  },
  pad: { shapes: [[2, 3]], make: (x) => square(pad(x, [1, 0], [0, 2])) },
  slice: { shapes: [[4, 7]], make: (x) => square(slice(x, [1, 2], [3, 6])) },
  "slice with steps": { shapes: [[5, 8]], make: (x) => square(slice(x, [0, 1], [5, 8], [2, 3])) },
  flip: { shapes: [[2, 3, 4]], make: (x) => square(flip(x, [0, 2])) },
  "matrix product": {
    shapes: [
      [3, 4],
      [4, 2],
    ],
    make: (a, b) => matrixProduct(a, b),
  },
  "matrix product, first transposed": {
    shapes: [
      [4, 3],
      [4, 2],
    ],
    make: (a, b) => matrixProduct(a, b, { a: true }),
  },
  "matrix product, second transposed": {
    shapes: [
      [3, 4],
      [2, 4],
    ],
    make: (a, b) => matrixProduct(a, b, { b: true }),
  },
  "matrix product, both transposed": {
    shapes: [
      [2, 4, 3],
      [2, 2, 4],
    ],
    make: (a, b) => matrixProduct(a, b, { a: true, b: true }),
  },
  "matrix product, one for all": {
    shapes: [
      [2, 3, 4],
      [4, 2],
    ],
    make: (a, b) => matrixProduct(a, b),
  },
  convolution: {
    shapes: [image, [4, 3, 3, 3], [4]],
    make: (x, kernel, bias) => convolution(x, kernel, { bias, padding: 1 }),
  },
  "convolution, stride 2": {
    shapes: [image, [2, 3, 3, 3]],
    make: (x, kernel) => convolution(x, kernel, { stride: 2, padding: 1 }),
  },
  "convolution, uneven sides": {
    shapes: [image, [2, 3, 2, 4]],
    make: (x, kernel) =>
      convolution(x, kernel, { stride: 2, padding: { top: 0, left: 1, bottom: 1, right: 2 } }),
  },
  "convolution, padded by more than the kernel": {
    shapes: [image, [2, 3, 1, 1]],
    make: (x, kernel) => convolution(x, kernel, { padding: 1 }),
  },
  "transposed convolution": {
    shapes: [[2, 3, 4, 3], [3, 2, 3, 3], [2]],
    make: (x, kernel, bias) => transposedConvolution(x, kernel, { bias, padding: 1 }),
  },
  "transposed convolution, stride 2": {
    shapes: [[2, 3, 4, 3], [3, 2, 4, 4], [2]],
    make: (x, kernel, bias) => transposedConvolution(x, kernel, { bias, stride: 2, padding: 1 }),
  },
  "transposed convolution, larger size": {
    shapes: [
      [2, 3, 4, 3],
      [3, 2, 3, 3],
    ],
    make: (x, kernel) => transposedConvolution(x, kernel, { stride: 2, padding: 1, size: [8, 6] }),
  },
  maxPool: { shapes: [[2, 2, 4, 6]], make: (x) => maxPool(x, 2) },
  averagePool: { shapes: [[2, 2, 4, 6]], make: (x) => averagePool(x, 2) },
  upsample: { shapes: [[2, 2, 2, 3]], make: (x) => square(upsample(x, 2)) },
};

const cases: Readonly<Record<string, Case>> = Object.fromEntries(
  Object.entries(operators).map(([name, { make, ...where }]) => [
    name,
    { ...where, make: (_, ...inputs) => make(...inputs) } satisfies Case,
  ]),
);

describe.each(Object.entries(cases))("%s", (_, checked) => {
  test("its gradients are the central differences", () => expectGradients(checked));
  test("onnxruntime computes what the reference computes", () => expectOnnxruntimeAgrees(checked));
});

test.each([
  "multiply",
  "divide",
  "tanh",
  "softmax",
  "matrix product, both transposed",
  "slice with steps",
  "convolution",
  "convolution, stride 2",
  "transposed convolution, larger size",
])("%s: second derivatives are the central differences of the first", (name) => {
  expectGradients(cases[name]!, 2);
});

test("the check sees a wrong gradient", () => {
  const wrong: Case = {
    shapes: one,
    make: (_, x) =>
      x.graph.apply("Tanh", [x], x.shape, { gradient: ([dy]) => [multiply(dy, sigmoid(x))] }),
  };
  expect(() => expectGradients(wrong)).toThrow(/computed/);
});
