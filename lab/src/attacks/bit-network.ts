import type { Random } from "../random/random.ts";

const hiddenUnits = 64;
const batch = 32;
/** Adam's (Kingma and Ba 2015), with its usual decay rates. */
const [rate, decay, squareDecay, tiny] = [0.003, 0.9, 0.999, 1e-8] as const;

interface Tensor {
  readonly value: Float32Array;
  readonly gradient: Float32Array;
  readonly mean: Float32Array;
  readonly square: Float32Array;
}

/**
 * A network from numbers to bits: an affine map, which sees a mask or a permutation of bits at once, and
 * beside it a hidden layer for what is not affine. It takes places as they are: nets that
 * share weights between places do not see a mask.
 */
export class BitNetwork {
  readonly #inputs: number;
  readonly #outputs: number;
  readonly #direct: Tensor;
  readonly #bias: Tensor;
  readonly #inner: Tensor;
  readonly #innerBias: Tensor;
  readonly #outer: Tensor;
  #updates = 0;

  constructor(inputs: number, random: Random, outputs: number = inputs) {
    this.#inputs = inputs;
    this.#outputs = outputs;
    this.#direct = tensor(outputs * inputs, () => 0);
    this.#bias = tensor(outputs, () => 0);
    this.#inner = tensor(hiddenUnits * inputs, () => random.normal() / Math.sqrt(inputs));
    this.#innerBias = tensor(hiddenUnits, () => 0);
    this.#outer = tensor(outputs * hiddenUnits, () => random.normal() / Math.sqrt(hiddenUnits));
  }

  /**
   * Learns by cross entropy.
   * @param inputs of order 1: bits are -1 and 1
   * @param targets 0 and 1, each of the input of the same index
   */
  train(inputs: readonly Float32Array[], targets: readonly Float32Array[], epochs: number): void {
    for (let epoch = 0; epoch < epochs; epoch++)
      for (let first = 0; first < inputs.length; first += batch) {
        const end = Math.min(inputs.length, first + batch);
        for (let i = first; i < end; i++) this.#learn(inputs[i]!, targets[i]!);
        this.#update(end - first);
      }
  }

  /** Probability of a 1 at every place. */
  predict(input: Float32Array): Float32Array {
    return this.#forward(input).output;
  }

  #forward(input: Float32Array): { hidden: Float32Array; output: Float32Array } {
    const hidden = Float32Array.from(this.#innerBias.value);
    multiplyAdd(hidden, this.#inner.value, input);
    for (let k = 0; k < hiddenUnits; k++) hidden[k] = Math.max(0, hidden[k]!);
    const output = Float32Array.from(this.#bias.value);
    multiplyAdd(output, this.#direct.value, input);
    multiplyAdd(output, this.#outer.value, hidden);
    for (let k = 0; k < this.#outputs; k++) output[k] = 1 / (1 + Math.exp(-output[k]!));
    return { hidden, output };
  }

  #learn(input: Float32Array, target: Float32Array): void {
    const { hidden, output } = this.#forward(input);
    const back = new Float32Array(hiddenUnits);
    for (let k = 0; k < this.#outputs; k++) {
      const error = output[k]! - target[k]!;
      this.#bias.gradient[k]! += error;
      addScaled(this.#direct.gradient, k * this.#inputs, input, error);
      addScaled(this.#outer.gradient, k * hiddenUnits, hidden, error);
      for (let i = 0; i < hiddenUnits; i++)
        back[i]! += error * this.#outer.value[k * hiddenUnits + i]!;
    }
    for (let k = 0; k < hiddenUnits; k++) {
      if (hidden[k] === 0) continue;
      this.#innerBias.gradient[k]! += back[k]!;
      addScaled(this.#inner.gradient, k * this.#inputs, input, back[k]!);
    }
  }

  #update(count: number): void {
    this.#updates++;
    const correction = Math.sqrt(1 - squareDecay ** this.#updates) / (1 - decay ** this.#updates);
    for (const { value, gradient, mean, square } of [
      this.#direct,
      this.#bias,
      this.#inner,
      this.#innerBias,
      this.#outer,
    ]) {
      for (let i = 0; i < value.length; i++) {
        const slope = gradient[i]! / count;
        gradient[i] = 0;
        mean[i] = decay * mean[i]! + (1 - decay) * slope;
        square[i] = squareDecay * square[i]! + (1 - squareDecay) * slope * slope;
        value[i]! -= (rate * correction * mean[i]!) / (Math.sqrt(square[i]!) + tiny);
      }
    }
  }
}

function tensor(length: number, start: () => number): Tensor {
  const empty = (): Float32Array => new Float32Array(length);
  return {
    value: Float32Array.from({ length }, start),
    gradient: empty(),
    mean: empty(),
    square: empty(),
  };
}

/** to += matrix · vector */
function multiplyAdd(to: Float32Array, matrix: Float32Array, vector: Float32Array): void {
  const width = vector.length;
  for (let row = 0; row < to.length; row++) {
    let sum = 0;
    for (let i = 0; i < width; i++) sum += matrix[row * width + i]! * vector[i]!;
    to[row]! += sum;
  }
}

function addScaled(to: Float32Array, from: number, vector: Float32Array, factor: number): void {
  for (let i = 0; i < vector.length; i++) to[from + i]! += factor * vector[i]!;
}
