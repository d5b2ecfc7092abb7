import {
  add,
  clipThrough,
  floorThrough,
  multiply,
  roundThrough,
  type Scope,
  type Tensor,
} from "@neuroveil/autodiff";

/** A weight of 1 in training is one of 64 in the cipher, a bias of 1 one of 16,384. */
export const unit = { weight: 64, bias: 16_384 } as const;
/** What weights of 127 are in training; nothing grows beyond. */
export const largest: number = 127 / unit.weight;

/** What real numbers in training stand for: a whole number, of 8 bits or of 16 as biases have, any or odd. */
export type Kind = "any" | "odd" | "bias" | "odd-bias";

/** Whether whole numbers of this kind have 16 bits. */
function isWide(kind: Kind): boolean {
  return kind === "bias" || kind === "odd-bias";
}

/** What 1 stands for. */
export function unitOf(kind: Kind): number {
  return isWide(kind) ? unit.bias : unit.weight;
}

/** The largest odd number; undefined for kinds that need not be odd. */
export function largestOdd(kind: Kind): number | undefined {
  if (kind === "odd") return 127;
  return kind === "odd-bias" ? 32_767 : undefined;
}

/** Weights that training changes. */
export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly kind: Kind;
  /** The part whose losses decide about it. */
  readonly part: string;
}

/** What a network is given: for every image a tile, and a key in the first words of its state. */
export interface Given {
  /** [1, images, 2 · steps, 32], words. */
  readonly planes: Tensor;
  /** [images, 64]. */
  readonly states: Tensor;
}

/** What a part of a network shows: words, [members, images, lines, 32] each. */
export interface Shown {
  /** Its layer before the arithmetic modulo 2^16 that hides everything: sums, or gates. */
  readonly layer?: Tensor;
  /** Whether the key decides about the layer. */
  readonly keyed?: boolean;
  /** What it gives out in its first steps, one line a step. */
  readonly words?: Tensor;
}

/** A network of the hybrid cipher as the game of the training has it. */
export interface Contender {
  /** Words that follow each other in one half of a tile: halves are a checkerboard of such cells. */
  readonly cellWords: number;
  readonly parameters: readonly Parameter[];
  /**
   * What every part shows.
   *
   * @param weights whole numbers by name, [members, ...shape]
   */
  play(
    weights: Readonly<Record<string, Tensor>>,
    given: Given,
    steps: number,
  ): Readonly<Record<string, Shown>>;
}

/** The smallest weights that there are: 0, 1 or 2 without their signs, odd ones 1; hardly any bias. */
const least: Readonly<Record<Kind, number>> = {
  any: 2 / unit.weight,
  odd: 2 / unit.weight,
  bias: 0.005,
  // Enough of them that those of alike units differ.
  "odd-bias": 0.02,
};

/** The variables of a contender, in the order of its parameters. */
export function variablesOf(scope: Scope, { parameters }: Contender): readonly Tensor[] {
  return parameters.map(({ name, shape, kind }) =>
    scope.parameter(name, shape, { kind: "uniform", bound: least[kind] }),
  );
}

/** The whole numbers that real ones stand for, with slopes. */
export function wholeNumbers(kind: Kind, x: Tensor): Tensor {
  const scaled = multiply(bounded(x), unitOf(kind));
  const limit = largestOdd(kind);
  if (limit === undefined) return roundThrough(scaled);
  return clipThrough(add(multiply(floorThrough(multiply(scaled, 0.5)), 2), 1), -limit, limit);
}

/** Within what whole numbers of 8 and 16 bits can show. */
export function bounded(x: Tensor): Tensor {
  return clipThrough(x, -largest, largest);
}
