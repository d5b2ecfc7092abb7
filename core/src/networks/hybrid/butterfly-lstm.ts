/**
 * The LSTM of the hybrid cipher: 16-bit words, everything modulo 2^16, coupled gates (i = -f) and a
 * recurrent matrix factored into two butterfly layers with an activation between (butterfly matrices:
 * Dao et al. 2019; deep transition: Pascanu et al. 2014). Readable and exact; the kernel must equal it.
 *
 *   z = butterfly of w1 h, distances 1, 2, 4
 *   y = butterfly of rot8(z (2z + w2)), distances 8 to n / 2
 *   f_u = 2 y_u + bF_u     cand_u = y_(u+n/4) + bC_u + x_u     o_u = (y_(u+n/2) + bO_u) / 2
 *   c'_u = f_u (c_u - cand_u), and 40503 times the number of the step for u = 0
 *   h'_u = q15(o_u, c'_u) + rot8(c'_u)
 *   v_u  = (h'_u ^ 40503 c'_(u+11)) + q15(h'_(u+21), c'_(u+6) | 1)
 *
 * w1, w2 and bF are odd: h -> y is then a bijection, so is c -> c', and nothing of the key is forgotten,
 * as an LSTM at ordinary scale does within some dozens of steps.
 */

export interface ButterflyWeights {
  /** Stacked layers; each takes the output of the one below as its input. */
  readonly layers: number;
  /** Units a layer, n: 16, 32 or 64. */
  readonly units: number;
  /** w1, [layers, units], odd. */
  readonly first: Int16Array;
  /** w2, [layers, units], odd. */
  readonly second: Int16Array;
  /** bF (odd), bC, bO: [layers, 3, units]. */
  readonly bias: Int16Array;
}

/** Distances of the layer before the activation; the others come after it. */
const nearest = [1, 2, 4] as const;

function int16(word: number): number {
  return (word << 16) >> 16;
}

function rot8(word: number): number {
  return ((word << 8) | ((word >>> 8) & 0xff)) & 0xffff;
}

/** Rounded product of two fractions of 2^15. It never saturates: one operand is not -2^15 at every call. */
function q15(a: number, b: number): number {
  return (a * b + 0x4000) >> 15;
}

/** Words at this distance become their sum and the sum with the first once more: a matrix of determinant 1. */
function butterfly(words: Uint16Array, distance: number): void {
  for (let j = 0; j < words.length; j++) {
    if (j & distance) continue;
    words[j + distance]! += words[j]!;
    words[j]! += words[j + distance]!;
  }
}

export class ButterflyLstm {
  readonly #weights: ButterflyWeights;
  /** h of every layer. */
  readonly hidden: Uint16Array;
  /** c of every layer. */
  readonly cell: Uint16Array;
  readonly #gates: Uint16Array;
  readonly #output: Uint16Array;
  #time = 0;

  /** @param state h0 then c0 of every layer, 2 x layers x units words */
  constructor(weights: ButterflyWeights, state: Uint16Array) {
    const { layers, units } = weights;
    this.#weights = weights;
    this.hidden = new Uint16Array(layers * units);
    this.cell = new Uint16Array(layers * units);
    for (let layer = 0; layer < layers; layer++) {
      const from = 2 * layer * units;
      this.hidden.set(state.subarray(from, from + units), layer * units);
      this.cell.set(state.subarray(from + units, from + 2 * units), layer * units);
    }
    this.#gates = new Uint16Array(units);
    this.#output = new Uint16Array(units);
  }

  /**
   * One step. @param input `units` words that the candidates of the first layer take in
   * @returns the output of the top layer, overwritten by the next step
   */
  step(input?: Uint16Array): Uint16Array {
    let x = input;
    for (let layer = 0; layer < this.#weights.layers; layer++) {
      this.#layer(layer, x);
      x = this.#output;
    }
    this.#time++;
    return this.#output;
  }

  /** So many steps without input. */
  blank(steps: number): void {
    for (let i = 0; i < steps; i++) this.step();
  }

  /** What the last step gave; overwritten by the next one. */
  get output(): Uint16Array {
    return this.#output;
  }

  #layer(layer: number, x: Uint16Array | undefined): void {
    const { units: n, first, second, bias } = this.#weights;
    const h = this.hidden.subarray(layer * n, (layer + 1) * n);
    const c = this.cell.subarray(layer * n, (layer + 1) * n);
    const y = this.#gates;
    for (let j = 0; j < n; j++) y[j] = Math.imul(first[layer * n + j]!, h[j]!);
    for (const distance of nearest) butterfly(y, distance);
    for (let j = 0; j < n; j++) y[j] = rot8(Math.imul(y[j]!, 2 * y[j]! + second[layer * n + j]!));
    for (let distance = 8; distance < n; distance *= 2) butterfly(y, distance);
    for (let u = 0; u < n; u++) {
      const at = 3 * layer * n + u;
      const forget = 2 * y[u]! + bias[at]!;
      const candidate = y[(u + n / 4) % n]! + bias[at + n]! + (x === undefined ? 0 : x[u]!);
      const open = ((y[(u + n / 2) % n]! + bias[at + 2 * n]!) & 0xffff) >>> 1;
      c[u] = Math.imul(forget, c[u]! - candidate) + (u === 0 ? Math.imul(this.#time, 40503) : 0);
      h[u] = q15(open, int16(c[u]!)) + rot8(c[u]!);
    }
    showOutput(h, c, this.#output);
  }
}

/**
 * The output v of a layer. The product hides the cell: with its bytes swapped instead, the highest bits of
 * all words had a common parity (docs/attacks.md).
 */
export function showOutput(h: Uint16Array, c: Uint16Array, v: Uint16Array): void {
  const n = v.length;
  for (let u = 0; u < n; u++) {
    const product = q15(int16(h[(u + 21) % n]!), int16(c[(u + 6) % n]! | 1));
    v[u] = (h[u]! ^ Math.imul(c[(u + 11) % n]!, 40503)) + product;
  }
}
