import { gradients } from "../operators/gradients.ts";
import type { Operand, Tensor } from "../graph/tensor.ts";
import {
  add,
  divide,
  minimum,
  multiply,
  square,
  squareRoot,
  subtract,
} from "../operators/arithmetic.ts";
import { sum } from "../operators/reductions.ts";
import { ones, zeros } from "../graph/initial.ts";

export interface AdamOptions {
  /** Beginning of the names of what it remembers; another one for every optimiser of a model. */
  readonly name?: string;
  /** Learning rate; an input of the graph where it changes. */
  readonly rate: Operand;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
  /** The longest that all gradients together may be; longer ones are shortened. */
  readonly clipNorm?: number;
  /** What is done to a parameter after each step, e.g. to keep it in bounds. */
  readonly project?: (parameter: Tensor) => Tensor;
}

/**
 * Adam (Kingma and Ba 2015): lets every run of the graph move the parameters against the gradient of
 * the loss. Its moments are variables, stored with the weights.
 */
export function adam(
  loss: Tensor,
  parameters: readonly Tensor[],
  {
    name = "adam",
    rate,
    beta1 = 0.9,
    beta2 = 0.999,
    epsilon = 1e-8,
    clipNorm,
    project = (parameter) => parameter,
  }: AdamOptions,
): void {
  const { graph } = loss;
  const full = gradients(loss, parameters);
  const byParameter = clipNorm === undefined ? full : shortened(full, clipNorm);
  // beta^t for the correction of the first steps, carried along: powers differ between machines.
  const [bias1, bias2] = [beta1, beta2].map((beta, i) => {
    const power = graph.variable(`${name}/power${i + 1}`, [], ones);
    const next = multiply(power, beta);
    graph.assign(power, next);
    return subtract(1, next);
  }) as [Tensor, Tensor];
  for (const [i, parameter] of parameters.entries()) {
    const gradient = byParameter[i]!;
    const first = graph.variable(`${name}/first/${parameter.name}`, parameter.shape, zeros);
    const second = graph.variable(`${name}/second/${parameter.name}`, parameter.shape, zeros);
    const nextFirst = add(multiply(first, beta1), multiply(gradient, 1 - beta1));
    const nextSecond = add(multiply(second, beta2), multiply(square(gradient), 1 - beta2));
    const length = add(squareRoot(divide(nextSecond, bias2)), epsilon);
    const move = multiply(divide(divide(nextFirst, bias1), length), rate);
    graph.assign(first, nextFirst);
    graph.assign(second, nextSecond);
    graph.assign(parameter, project(subtract(parameter, move)));
  }
}

function shortened(byParameter: readonly Tensor[], longest: number): readonly Tensor[] {
  const total = byParameter
    .map((gradient) => sum(square(gradient)))
    .reduce((all, part) => add(all, part));
  const factor = minimum(divide(longest, add(squareRoot(total), 1e-12)), 1);
  return byParameter.map((gradient) => multiply(gradient, factor));
}
