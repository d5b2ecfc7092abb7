import { Graph, type Tensor } from "@neuroveil/autodiff";
import type { Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";

/** Weights of a round: two kernels of 3 x 3. */
export const roundTaps = 18;

/** What a discriminator is to tell apart: cipher images of images, and noise. */
export interface Inputs {
  readonly graph: Graph;
  /** Bytes of images, the even ones and the odd ones: [1, 1, images, cells]; the same for all rounds. */
  readonly planes: readonly [Tensor, Tensor];
  /** Uniform bytes, as many as cipher images of every round: [1, rounds, images, cells]. */
  readonly noise: readonly [Tensor, Tensor];
}

export function inputs({ batch, columns, rounds }: Settings<Setting>): Inputs {
  const graph = new Graph();
  const cells = 2 * columns ** 2;
  const pair = (name: string, outer: readonly number[]): readonly [Tensor, Tensor] => [
    graph.input(`${name}0`, [1, ...outer, cells]),
    graph.input(`${name}1`, [1, ...outer, cells]),
  ];
  return { graph, planes: pair("plane", [1, batch]), noise: pair("noise", [rounds, batch]) };
}
