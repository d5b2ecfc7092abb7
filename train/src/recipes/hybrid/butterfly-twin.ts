import { add, floor, matrixProduct, multiply, subtract, type Tensor } from "@neuroveil/autodiff";
import { rolled } from "../../families/hybrid/planes.ts";
import {
  exclusiveOr,
  odd,
  product,
  rot8,
  signed,
  upperProduct,
  withSlopes,
  word,
} from "../../families/hybrid/words.ts";

const units = 32;
/** Distances of the butterflies before the activation, and of those after it. */
const distances = { near: [1, 2, 4], far: [8, 16] } as const;
/** What counts the steps, and what hides the cell in the output. */
const spreading = 40_503;

/** Weights of several networks, as whole numbers of 16 bits; what is odd there must be odd here. */
export interface ButterflyTwinWeights {
  /** w1 and w2, [members, 32] each. */
  readonly first: Tensor;
  readonly second: Tensor;
  /** bF, [members, 32]. */
  readonly forget: Tensor;
  /** bC and bO, [members, 32] each. */
  readonly candidate: Tensor;
  readonly open: Tensor;
}

/** Words, [members, images, 32] each. */
export interface ButterflyTwinState {
  readonly hidden: Tensor;
  readonly cell: Tensor;
}

export interface ButterflyTwinStep {
  readonly state: ButterflyTwinState;
  /** [members, images, 32]. */
  readonly output: Tensor;
  /** Forget gate, a word, and output gate, 0 to 32,767. */
  readonly gates: readonly [forget: Tensor, open: Tensor];
}

/**
 * The LSTM of the cipher (core/src/networks/hybrid/butterfly-lstm.ts, one layer of 32 units) on words in
 * single precision: the same words.
 */
export class ButterflyTwin {
  readonly #weights: ButterflyTwinWeights;
  readonly #near: Tensor;
  readonly #far: Tensor;

  /** @param weights [members, 1, 32] each, so that they meet all images */
  constructor(weights: ButterflyTwinWeights) {
    this.#weights = weights;
    const { graph } = weights.first;
    this.#near = graph.constant(butterflies(distances.near), [units, units]);
    this.#far = graph.constant(butterflies(distances.far), [units, units]);
  }

  /** @param time steps before this one @param input words for the candidates */
  step({ hidden, cell }: ButterflyTwinState, time: number, input?: Tensor): ButterflyTwinStep {
    const { first, second, forget: bF, candidate: bC, open: bO } = this.#weights;
    const z = word(matrixProduct(times(word(first), hidden), this.#near));
    const active = rot8(times(z, word(add(multiply(z, 2), second))));
    const y = word(matrixProduct(active, this.#far));
    const forget = word(add(multiply(y, 2), bF));
    const shown = add(rolled(y, units / 4), bC);
    const candidate = input === undefined ? shown : add(shown, input);
    const open = halved(word(add(rolled(y, units / 2), bO)));
    const counter = z.graph.constant(
      Array.from({ length: units }, (_, u) => (u === 0 ? (time * spreading) % 65_536 : 0)),
      [units],
    );
    const kept = word(add(times(forget, word(subtract(cell, candidate))), counter));
    const next = word(add(fraction(open, signed(kept)), rot8(kept)));
    const hiding = times(z.graph.constant([spreading], [1]), rolled(kept, 11));
    const product = fraction(signed(rolled(next, 21)), signed(odd(rolled(kept, 6))));
    return {
      state: { hidden: next, cell: kept },
      gates: [forget, open],
      output: word(add(exclusiveOr(next, hiding), product)),
    };
  }
}

/** Of words at each distance one becomes their sum, the other that and itself: a matrix of determinant 1. */
function butterflies(distances: readonly number[]): readonly number[] {
  const rows = Array.from({ length: units }, (_, row) => {
    const x = Array.from({ length: units }, (_, i) => (i === row ? 1 : 0));
    for (const distance of distances)
      for (let j = 0; j < units; j++) {
        if (j & distance) continue;
        x[j + distance]! += x[j]!;
        x[j]! += x[j + distance]!;
      }
    return x;
  });
  return rows.flat();
}

/** a·b modulo 2^16, of words, with the slopes of numbers between -1 and 1. */
function times(a: Tensor, b: Tensor): Tensor {
  return withSlopes(product(a, b), multiply(multiply(signed(a), 1 / 32_768), signed(b)));
}

/** q15 of the cipher. @param a, b signed */
function fraction(a: Tensor, b: Tensor): Tensor {
  return withSlopes(upperProduct(a, b, 0x4000), multiply(multiply(a, 1 / 32_768), b));
}

function halved(x: Tensor): Tensor {
  const half = multiply(x, 0.5);
  return withSlopes(floor(half), half);
}
