/**
 * The integer LSTM that defines the hybrid cipher: 16-bit states, 8-bit weights, hard-sigmoid gates,
 * products modulo 2^16. Readable and exact; the WASM kernel must equal it.
 *
 * It differs from the textbook cell (Hochreiter & Schmidhuber 1997) where that cell forgets: an
 * LSTM at ordinary scale contracts, so that two keys end in the same state. Here
 *   f, o = 2^14 + clip(a / 2^8) / 2           hard sigmoid in Q15, from 16 of the inputs
 *   c'   = (2f + 1) (c - cand)  mod 2^16      coupled gates (i = -f); an odd factor merges no states
 *   h'   = ((o | 0x101) c') / 2^8  mod 2^16
 *   v_u  = (h'_u ^ rot8 c'_(u+11)) + q15(h'_(u+19), c'_(u+5) | 1)
 * Unit u sees the 16 inputs from 8 * floor(u / 8) on, and the hidden units are shuffled by 13 j mod n
 * between steps, so that every input reaches every unit within three steps.
 */

/** Inputs that one unit sees. */
export const fanIn = 16;
/** Weights of one layer, in the order forget, output, candidate. */
export const gates = 3;

export interface LstmWeights {
  /** Stacked layers; each takes the output of the one below as its input. */
  readonly layers: number;
  /** Units a layer: 16, 32 or 64. */
  readonly units: number;
  /** [layers, 3, units, 16]. */
  readonly weight: Int8Array;
  /** [layers, 3, units]. */
  readonly bias: Int16Array;
}

/** Words (16 bit) of the state of one network: h and c of every layer. */
export function stateWords(weights: Pick<LstmWeights, "layers" | "units">): number {
  return weights.layers * 2 * weights.units;
}

function clip16(x: number): number {
  return x < -32768 ? -32768 : x > 32767 ? 32767 : x;
}

function int16(x: number): number {
  return (x << 16) >> 16;
}

/** Rounded Q15 product, saturating at -1 * -1 as WASM's i16x8.q15mulr_sat_s does. */
function q15(a: number, b: number): number {
  return clip16((a * b + 0x4000) >> 15);
}

export class Lstm {
  readonly #weights: LstmWeights;
  /** h at its input position, layer after layer. */
  readonly hidden: Int16Array;
  readonly cell: Int16Array;
  readonly #inputs: Int16Array;
  readonly #next: Int16Array;
  readonly #output: Int16Array;
  #time = 0;

  /** @param state h0 then c0 of every layer, `stateWords` words */
  constructor(weights: LstmWeights, state: Uint16Array) {
    const { layers, units } = weights;
    this.#weights = weights;
    this.hidden = new Int16Array(layers * units);
    this.cell = new Int16Array(layers * units);
    for (let layer = 0; layer < layers; layer++) {
      const from = 2 * layer * units;
      this.hidden.set(state.subarray(from, from + units), layer * units);
      this.cell.set(state.subarray(from + units, from + 2 * units), layer * units);
    }
    this.#inputs = new Int16Array(units + fanIn);
    this.#next = new Int16Array(units);
    this.#output = new Int16Array(units);
  }

  /**
   * One step. @param input `units` words that are added to the candidates of the first layer
   * @returns the output of the top layer, overwritten by the next step
   */
  step(input?: Int16Array): Int16Array {
    const { layers } = this.#weights;
    let x = input;
    for (let layer = 0; layer < layers; layer++) {
      this.#layer(layer, x);
      x = this.#output;
    }
    this.#time++;
    return this.#output;
  }

  #layer(layer: number, x: Int16Array | undefined): void {
    const { units: n, weight, bias } = this.#weights;
    const h = this.hidden.subarray(layer * n, (layer + 1) * n);
    const c = this.cell.subarray(layer * n, (layer + 1) * n);
    const next = this.#next;
    // The first inputs stand again behind the last, so that no index wraps.
    const inputs = this.#inputs;
    inputs.set(h);
    inputs.set(h.subarray(0, fanIn), n);
    for (let u = 0; u < n; u++) {
      const first = u & ~7;
      const unit = layer * gates * n + u;
      let [forgotten, opened, proposed] = [0, 0, 0];
      for (let k = 0, w = unit * fanIn; k < fanIn; k++, w++) {
        const x = inputs[first + k]!;
        forgotten = (forgotten + Math.imul(weight[w]!, x)) | 0;
        opened = (opened + Math.imul(weight[w + n * fanIn]!, x)) | 0;
        proposed = (proposed + Math.imul(weight[w + 2 * n * fanIn]!, x)) | 0;
      }
      const gate = (sum: number, index: number): number => sum + bias[unit + index * n]! * 64;
      const forget = 0x4000 + (clip16(gate(forgotten, 0) >> 8) >> 1);
      const open = (0x4000 + (clip16(gate(opened, 1) >> 8) >> 1)) | 0x101;
      const candidate = (gate(proposed, 2) >> 2) + (x === undefined ? 0 : x[u]!);
      let kept = Math.imul(2 * forget + 1, c[u]! - candidate);
      if (u === 0) kept += Math.imul(this.#time, 40503);
      c[u] = kept;
      next[u] = Math.imul(open, c[u]!) >> 8;
    }
    const v = this.#output;
    for (let u = 0; u < n; u++) {
      const cell = c[(u + 11) % n]!;
      const turned = (cell << 8) | ((cell >> 8) & 0xff);
      v[u] = (next[u]! ^ turned) + q15(next[(u + 19) % n]!, int16(c[(u + 5) % n]! | 1));
    }
    for (let j = 0; j < n; j++) h[j] = next[(13 * j) % n]!;
  }
}
