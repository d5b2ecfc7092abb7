import {
  add,
  concatenate,
  convolution,
  divide,
  flip,
  glorotUniform,
  heUniform,
  kernelInputs,
  matrixProduct,
  mean,
  multiply,
  ones,
  pad,
  relu,
  reshape,
  sigmoid,
  sign,
  slice,
  split,
  square,
  squareRoot,
  subtract,
  sum,
  tanh,
  transpose,
  transposedConvolution,
  upsample,
  zeros,
  type Graph,
  type Initial,
  type Shape,
  type Tensor,
} from "@neuroveil/autodiff";

/*
 * Training steps of the speed table's models as one writes them down by hand: every gradient derived
 * on paper, nothing differentiated by a program. Names and starting values are those of the models.
 */

const batch = 64;

/** A graph whose parameters are moved by Adam (Kingma and Ba 2015) along gradients that it is given. */
class Step {
  readonly graph: Graph;
  readonly #corrections: readonly Tensor[];

  constructor(graph: Graph) {
    this.graph = graph;
    this.#corrections = [0.9, 0.999].map((beta, i) => {
      const power = graph.variable(`adam/power${i + 1}`, [], ones);
      const next = multiply(power, beta);
      graph.assign(power, next);
      return subtract(1, next);
    });
  }

  parameter(name: string, shape: Shape, initial: Initial): Tensor {
    return this.graph.variable(`model.${name}`, shape, initial);
  }

  move(parameter: Tensor, gradient: Tensor): void {
    const { graph } = this;
    const [first, second] = ["first", "second"].map((moment) =>
      graph.variable(`adam/${moment}/${parameter.name}`, parameter.shape, zeros),
    ) as [Tensor, Tensor];
    const nextFirst = add(multiply(first, 0.9), multiply(gradient, 0.1));
    const nextSecond = add(multiply(second, 0.999), multiply(square(gradient), 0.001));
    const [correction1, correction2] = this.#corrections as [Tensor, Tensor];
    const length = add(squareRoot(divide(nextSecond, correction2)), 1e-8);
    graph.assign(first, nextFirst);
    graph.assign(second, nextSecond);
    graph.assign(
      parameter,
      subtract(parameter, multiply(divide(divide(nextFirst, correction1), length), 0.001)),
    );
  }
}

/** A 3×3 convolution, of stride 1 or, halving the image, 2. */
class Convolution {
  readonly #step: Step;
  readonly #kernel: Tensor;
  readonly #bias: Tensor;
  readonly #stride: 1 | 2;

  constructor(step: Step, name: string, inputs: number, outputs: number, stride: 1 | 2 = 1) {
    const shape = [outputs, inputs, 3, 3];
    this.#step = step;
    this.#kernel = step.parameter(`${name}.kernel`, shape, heUniform(kernelInputs(shape)));
    this.#bias = step.parameter(`${name}.bias`, [outputs], zeros);
    this.#stride = stride;
  }

  get #padding(): { top: number; left: number; bottom: number; right: number } {
    const before = this.#stride === 1 ? 1 : 0;
    return { top: before, left: before, bottom: 1, right: 1 };
  }

  forward(x: Tensor): Tensor {
    const [padding, stride] = [this.#padding, this.#stride];
    return convolution(x, this.#kernel, { bias: this.#bias, padding, stride });
  }

  /** Moves kernel and bias by the gradient of the result. */
  learn(x: Tensor, gradient: Tensor): void {
    const [images, channels, side] = x.shape as [number, number, number];
    const [, outputs, size] = gradient.shape as [number, number, number];
    const [stride, { left, right }] = [this.#stride, this.#padding];
    const wide = pad(x, [0, 0, left, left], [0, 0, right, right]);
    const taps = Array.from({ length: 9 }, (_, tap) => {
      const [row, column] = [Math.floor(tap / 3), tap % 3];
      const to = [row, column].map((from) => from + side - stride + 1);
      return slice(wide, [0, 0, row, column], [images, channels, ...to], [1, 1, stride, stride]);
    });
    const columns = reshape(concatenate(taps, 1), [images, 9 * channels, size * size]);
    const rows = reshape(gradient, [images, outputs, size * size]);
    const products = sum(matrixProduct(rows, columns, { b: true }), { axes: [0] });
    const byKernel = transpose(reshape(products, [outputs, 9, channels]), [0, 2, 1]);
    this.#step.move(this.#kernel, reshape(byKernel, this.#kernel.shape));
    this.#step.move(this.#bias, sum(gradient, { axes: [0, 2, 3] }));
  }

  /** Gradient by the layer's image. */
  backward(gradient: Tensor): Tensor {
    if (this.#stride === 1) {
      const turned = transpose(flip(this.#kernel, [2, 3]), [1, 0, 2, 3]);
      return convolution(gradient, turned, { padding: 1 });
    }
    const size = [gradient.shape[2]! * 2, gradient.shape[3]! * 2] as const;
    return transposedConvolution(gradient, this.#kernel, {
      stride: 2,
      padding: this.#padding,
      size,
    });
  }
}

/** Mean squared error of sigmoid(sums) against the images, and its gradient by the sums. */
function reconstruction(sums: Tensor, images: Tensor): { loss: Tensor; gradient: Tensor } {
  const y = sigmoid(sums);
  const error = subtract(y, images);
  const slope = multiply(y, subtract(1, y));
  const count = batch * 3 * 32 * 32;
  return {
    loss: mean(square(error)),
    gradient: multiply(multiply(error, 2 / count), slope),
  };
}

/** relu's gradient: what it let through, from its result. */
function through(gradient: Tensor, result: Tensor): Tensor {
  return multiply(gradient, sign(result));
}

export function autoencoderByHand(graph: Graph): Tensor {
  const step = new Step(graph);
  const images = graph.input("images", [batch, 3, 32, 32]);
  const widths = [3, 32, 32, 32, 3];
  const layers = widths
    .slice(1)
    .map((outputs, i) => new Convolution(step, `${i}`, widths[i]!, outputs));
  const seen = [images];
  for (const layer of layers.slice(0, -1)) seen.push(relu(layer.forward(seen.at(-1)!)));
  const result = reconstruction(layers.at(-1)!.forward(seen.at(-1)!), images);
  let { gradient } = result;
  for (let i = layers.length - 1; i >= 0; i--) {
    layers[i]!.learn(seen[i]!, gradient);
    if (i > 0) gradient = through(layers[i]!.backward(gradient), seen[i]!);
  }
  return result.loss;
}

export function uNetByHand(graph: Graph): Tensor {
  const step = new Step(graph);
  const images = graph.input("images", [batch, 3, 32, 32]);
  const fineLayer = new Convolution(step, "fine", 3, 32);
  const downLayer = new Convolution(step, "down", 32, 64, 2);
  const coarseLayer = new Convolution(step, "coarse", 64, 64);
  const upLayer = new Convolution(step, "up", 96, 32);
  const lastLayer = new Convolution(step, "last", 32, 3);

  const fine = relu(fineLayer.forward(images));
  const down = relu(downLayer.forward(fine));
  const coarse = relu(coarseLayer.forward(down));
  const both = concatenate([fine, upsample(coarse, 2)], 1);
  const up = relu(upLayer.forward(both));
  const { loss, gradient } = reconstruction(lastLayer.forward(up), images);

  lastLayer.learn(up, gradient);
  const byUp = through(lastLayer.backward(gradient), up);
  upLayer.learn(both, byUp);
  const [besides, doubled] = split(upLayer.backward(byUp), 1, [32, 64]) as [Tensor, Tensor];
  const squares = reshape(doubled, [batch, 64, 16, 2, 16, 2]);
  const byCoarse = through(sum(squares, { axes: [3, 5] }), coarse);
  coarseLayer.learn(down, byCoarse);
  const byDown = through(coarseLayer.backward(byCoarse), down);
  downLayer.learn(fine, byDown);
  fineLayer.learn(images, through(add(downLayer.backward(byDown), besides), fine));
  return loss;
}

export function sequenceByHand(graph: Graph): Tensor {
  const [steps, units, width, outputs] = [64, 64, 256, 10];
  const step = new Step(graph);
  const features = graph.input("features", [steps, batch, units]);
  const targets = graph.input("targets", [batch, outputs]);
  const open = Array.from({ length: width }, (_, i) => (i >= units && i < 2 * units ? 1 : 0));
  const draws = glorotUniform(units, width);
  const fromInput = step.parameter("lstm.input", [units, width], draws);
  const fromHidden = step.parameter("lstm.hidden", [units, width], draws);
  const bias = step.parameter("lstm.bias", [width], { kind: "values", values: open });
  const weight = step.parameter("last.weight", [units, outputs], glorotUniform(units, outputs));
  const shift = step.parameter("last.bias", [outputs], zeros);

  const rows = reshape(features, [steps * batch, units]);
  const fromOutside = split(add(matrixProduct(rows, fromInput), bias), 0, steps);
  const start = graph.filled(0, [batch, units]);
  let state = { hidden: start, cell: start };
  const tape: {
    before: typeof state;
    gates: Tensor;
    input: Tensor;
    forget: Tensor;
    output: Tensor;
    candidate: Tensor;
    shown: Tensor;
  }[] = [];
  for (const outside of fromOutside) {
    const before = state;
    const sums = add(outside, matrixProduct(before.hidden, fromHidden));
    const [gateSums, candidateSums] = split(sums, 1, [3 * units, units]) as [Tensor, Tensor];
    const gates = sigmoid(gateSums);
    const [input, forget, output] = split(gates, 1, 3) as [Tensor, Tensor, Tensor];
    const candidate = tanh(candidateSums);
    const cell = add(multiply(forget, before.cell), multiply(input, candidate));
    const shown = tanh(cell);
    state = { hidden: multiply(output, shown), cell };
    tape.push({ before, gates, input, forget, output, candidate, shown });
  }
  const error = subtract(add(matrixProduct(state.hidden, weight), shift), targets);

  const byResult = multiply(error, 2 / (batch * outputs));
  step.move(weight, matrixProduct(state.hidden, byResult, { a: true }));
  step.move(shift, sum(byResult, { axes: [0] }));
  let byHidden = matrixProduct(byResult, weight, { b: true });
  let byCell = start;
  const bySums: Tensor[] = [];
  for (const { before, gates, input, forget, output, candidate, shown } of tape.toReversed()) {
    const shownSlope = subtract(1, square(shown));
    const fromShown = multiply(multiply(byHidden, output), shownSlope);
    byCell = byCell === start ? fromShown : add(byCell, fromShown);
    const byGates = concatenate(
      [multiply(byCell, candidate), multiply(byCell, before.cell), multiply(byHidden, shown)],
      1,
    );
    const gateSlopes = multiply(gates, subtract(1, gates));
    const candidateSlope = subtract(1, square(candidate));
    const bySum = concatenate(
      [multiply(byGates, gateSlopes), multiply(multiply(byCell, input), candidateSlope)],
      1,
    );
    bySums.unshift(bySum);
    byHidden = matrixProduct(bySum, fromHidden, { b: true });
    byCell = multiply(byCell, forget);
  }
  const all = concatenate(bySums, 0);
  const hiddens = concatenate(
    tape.map(({ before }) => before.hidden),
    0,
  );
  step.move(fromInput, matrixProduct(rows, all, { a: true }));
  step.move(fromHidden, matrixProduct(hiddens, all, { a: true }));
  step.move(bias, sum(all, { axes: [0] }));
  return mean(square(error));
}
