import type { HybridWeights } from "neuroveil/internal/networks";
import type { Random } from "../random/random.ts";

/** What can be taken out of the cell; without both, low bits never depend on higher ones. */
export type CellPart = "rotations" | "high products";

/** A cell as small as one likes: the hybrid's has 32 units of 16 bits (docs/hybrid.md, "The LSTM"). */
export interface CellShape {
  /** A power of two, 2 to 32. */
  readonly units: number;
  /** Bits of a word, 2 to 16. */
  readonly width: number;
  /** Default: nothing. In place of the high half of a product stands the low half, doubled. */
  readonly without?: readonly CellPart[];
}

/** Public weights, a word a unit; `first`, `second` and `forget` are odd. */
export interface CellWeights extends CellShape {
  readonly first: ArrayLike<number>;
  readonly second: ArrayLike<number>;
  readonly forget: ArrayLike<number>;
  readonly candidate: ArrayLike<number>;
  readonly open: ArrayLike<number>;
}

/** h and c, unsigned words. */
export interface CellState {
  readonly hidden: Uint16Array;
  readonly cell: Uint16Array;
}

/** Which words an output word is made of, beside the hidden one of its own unit. */
export const taken = { cell: 11, hidden: 21, factor: 6 } as const;
/** The factor of cells in an output; odd in words of any width. */
export const outputFactor = 40503;

/** Weights drawn at random, as odd as the cipher's. */
export function drawWeights(shape: CellShape, random: Random): CellWeights {
  const { units, width } = shape;
  const words = (odd: 0 | 1): Uint16Array =>
    Uint16Array.from({ length: units }, () => random.below(1 << width) | odd);
  return {
    ...shape,
    first: words(1),
    second: words(1),
    forget: words(1),
    candidate: words(0),
    open: words(0),
  };
}

/** Of the network that makes masks. */
export function maskWeights({ mask }: HybridWeights): CellWeights {
  const { units, first, second, bias } = mask;
  const part = (i: number): Int16Array => bias.subarray(i * units, (i + 1) * units);
  return { units, width: 16, first, second, forget: part(0), candidate: part(1), open: part(2) };
}

export function drawState({ units, width }: CellShape, random: Random): CellState {
  const words = (): Uint16Array =>
    Uint16Array.from({ length: units }, () => random.below(1 << width));
  return { hidden: words(), cell: words() };
}

/** The specification's q15 with words of `width` bits: a product of fractions, rounded. */
function highProduct(a: number, b: number, width: number): number {
  return (signed(a, width) * signed(b, width) + (1 << (width - 2))) >> (width - 1);
}

function lowProduct(a: number, b: number): number {
  return Math.imul(2 * a, b);
}

function signed(word: number, width: number): number {
  return (word << (32 - width)) >> (32 - width);
}

/** The specification's rot8: halves of a word change places. */
function rotate(word: number, width: number): number {
  const half = width >> 1;
  const masked = word & ((1 << width) - 1);
  return (masked << half) | (masked >>> (width - half));
}

/** The hybrid's recurrent cell without input, with words of any width; of 16 bits it is the cipher's. */
export class RecurrentCell {
  readonly weights: CellWeights;
  readonly state: CellState;
  #time: number;
  readonly #rotate: (word: number, width: number) => number;
  readonly #product: (a: number, b: number, width: number) => number;
  readonly #gates: Uint16Array;
  readonly #output: Uint16Array;

  /**
   * @param state changed by every step
   * @param time steps that were made before
   */
  constructor(weights: CellWeights, state: CellState, time = 0) {
    this.weights = weights;
    this.state = state;
    this.#time = time;
    this.#rotate = weights.without?.includes("rotations") ? (word) => word : rotate;
    this.#product = weights.without?.includes("high products") ? lowProduct : highProduct;
    this.#gates = new Uint16Array(weights.units);
    this.#output = new Uint16Array(weights.units);
  }

  /** @returns what the step shows, overwritten by the next one */
  step(): Uint16Array {
    const { units: n, width, first, second, forget, candidate, open } = this.weights;
    const { hidden: h, cell: c } = this.state;
    const mask = (1 << width) - 1;
    const y = this.#gates;
    for (let j = 0; j < n; j++) y[j] = Math.imul(first[j]!, h[j]!);
    const near = Math.min(8, n / 2);
    for (let distance = 1; distance < near; distance *= 2) butterfly(y, distance);
    for (let j = 0; j < n; j++)
      y[j] = this.#rotate(Math.imul(y[j]!, 2 * y[j]! + second[j]!), width);
    for (let distance = near; distance < n; distance *= 2) butterfly(y, distance);
    for (let u = 0; u < n; u++) {
      const keep = 2 * y[u]! + forget[u]!;
      const into = y[(u + (n >> 2)) % n]! + candidate[u]!;
      const shown = this.#opened(y[(u + n / 2) % n]! + open[u]!);
      const counted = u === 0 ? Math.imul(this.#time, outputFactor) : 0;
      c[u] = (Math.imul(keep, c[u]! - into) + counted) & mask;
      h[u] = (this.#product(shown, c[u]!, width) + this.#rotate(c[u]!, width)) & mask;
    }
    this.#time++;
    return this.show();
  }

  /** What the state as it is shows. */
  show(): Uint16Array {
    const n = this.weights.units;
    const { hidden: h, cell: c } = this.state;
    const mask = (1 << this.weights.width) - 1;
    for (let u = 0; u < n; u++) {
      const cell = Math.imul(c[(u + taken.cell) % n]!, outputFactor);
      const product = this.product(h[(u + taken.hidden) % n]!, c[(u + taken.factor) % n]!);
      this.#output[u] = ((h[u]! ^ cell) + product) & mask;
    }
    return this.#output;
  }

  /** What an output word adds to a hidden one: the product of another and of a cell. */
  product(hidden: number, cell: number): number {
    return this.#product(hidden, cell | 1, this.weights.width);
  }

  /** A positive fraction; where products are low ones, an even word, so that low bits stay alone. */
  #opened(sum: number): number {
    const { width, without } = this.weights;
    return without?.includes("high products") ? sum : (sum & ((1 << width) - 1)) >>> 1;
  }
}

/** Words at this distance become their sum and the sum with the first once more; higher bits are cut off later. */
function butterfly(words: Uint16Array, distance: number): void {
  for (let j = 0; j < words.length; j++) {
    if (j & distance) continue;
    words[j + distance]! += words[j]!;
    words[j]! += words[j + distance]!;
  }
}
