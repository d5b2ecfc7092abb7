import { compile, Graph, multiply, Scope, type Tensor, type Variables } from "@neuroveil/autodiff";
import type { Planes } from "neuroveil/internal/networks";

/** Layers of an adversary without a key: [images, 3, side, side] of cipher samples less 128 to its guess. */
export type Guesser = (scope: Scope, cipher: Tensor) => Tensor;

/** An adversary at work. */
export interface Guess {
  /** What it makes of a cipher image, as samples less 128. */
  run(cipher: Planes): Promise<Planes>;
  release(): Promise<void>;
}

/**
 * The trained adversary of a recipe.
 *
 * @param side rows and columns of the cipher images
 * @param adversary its layers, under the scope "adversary"
 */
export async function openGuess(
  side: number,
  variables: Variables,
  adversary: Guesser,
): Promise<Guess> {
  const graph = new Graph();
  const cipher = graph.input("cipher", [1, 3, side, side]);
  const guess = adversary(new Scope(graph, "adversary"), cipher);
  const program = await compile(graph, { guess: multiply(guess, 1) });
  return {
    run: async ({ data, ...shape }) => {
      const { guess } = await program.run(variables, { cipher: Float32Array.from(data) });
      const samples = Int16Array.from(guess!, (v) => Math.min(Math.max(Math.round(v), -128), 127));
      return { ...shape, data: samples };
    },
    release: () => program.release(),
  };
}
