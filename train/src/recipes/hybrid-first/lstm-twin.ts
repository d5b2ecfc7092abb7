import {
  add,
  clip,
  concatenate,
  floor,
  matrixProduct,
  multiply,
  reshape,
  split,
  subtract,
  transpose,
  wrap,
  stopGradient,
  type Tensor,
} from "@neuroveil/autodiff";
import { part, rolled } from "../../families/hybrid/planes.ts";
import {
  bytesOf,
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
const fanIn = 16;
const gates = 3;
/** Units that see the same inputs. */
const grouped = 8;
const groups = units / grouped;

/** Weights of several networks, as whole numbers. */
export interface TwinWeights {
  /** [members, 3, 32, 16], -128 to 127, in the order of the weight file. */
  readonly weight: Tensor;
  /** [members, 3, 32], 16 bits. */
  readonly bias: Tensor;
}

/** Words, [members, images, 32] each. */
export interface TwinState {
  readonly hidden: Tensor;
  readonly cell: Tensor;
}

export interface TwinStep {
  readonly state: TwinState;
  /** [members, images, 32]. */
  readonly output: Tensor;
  /** Forget and output gate, 0 to 32,767. */
  readonly gates: readonly [Tensor, Tensor];
}

/**
 * The integer LSTM of the cipher (core/src/networks/lstm.ts, one layer of 32 units) on words in single
 * precision: the same words.
 */
export class LstmTwin {
  /** By group of units: [members · 4, 16, 24]. */
  readonly #weight: Tensor;
  /** [members, 3, 1, 32]. */
  readonly #bias: Tensor;
  readonly #shuffle: Tensor;

  constructor({ weight, bias }: TwinWeights) {
    const [members = 1] = weight.shape;
    const byGroup = reshape(weight, [members, gates, groups, grouped, fanIn]);
    this.#weight = reshape(transpose(byGroup, [0, 2, 4, 1, 3]), [
      members * groups,
      fanIn,
      gates * grouped,
    ]);
    this.#bias = reshape(bias, [members, gates, 1, units]);
    const moved = Array.from({ length: units ** 2 }, (_, i) =>
      Math.floor(i / units) === (13 * (i % units)) % units ? 1 : 0,
    );
    this.#shuffle = weight.graph.constant(moved, [units, units]);
  }

  /** @param time steps before this one @param input words for the candidates */
  step({ hidden, cell }: TwinState, time: number, input?: Tensor): TwinStep {
    const [forget, open, candidate] = this.#gates(hidden, input);
    const kept = this.#kept(forget, subtract(cell, candidate), time);
    const opened = withBits(open);
    const [high, low] = bytesOf(signed(kept));
    const shown = add(multiply(opened, high), floor(multiply(multiply(opened, low), 1 / 256)));
    const next = withSlopes(word(shown), multiply(multiply(opened, 1 / 32_768), signed(kept)));
    const [a, b] = [signed(rolled(next, 19)), signed(odd(rolled(kept, 5)))];
    const folded = withSlopes(upperProduct(a, b, 0x4000), multiply(multiply(a, 1 / 32_768), b));
    return {
      state: { hidden: matrixProduct(next, this.#shuffle), cell: kept },
      gates: [forget, open],
      output: word(add(exclusiveOr(next, rot8(rolled(kept, 11))), folded)),
    };
  }

  /** Forget and output gate, 0 to 32,767, and the candidate, a word. */
  #gates(hidden: Tensor, input: Tensor | undefined): readonly [Tensor, Tensor, Tensor] {
    const h = signed(hidden);
    const [high, low] = bytesOf(h).map((bytes) => this.#sums(bytes)) as [Tensor, Tensor];
    const rest = add(low, multiply(this.#bias, 64));
    // (256 high + rest) / 256, exactly, and with the slopes of the sum itself.
    const scaled = withSlopes(
      add(high, floor(multiply(rest, 1 / 256))),
      add(multiply(this.#sums(h), 1 / 256), multiply(this.#bias, 1 / 4)),
    );
    const quarter = add(multiply(wrap(high, 1024), 64), floor(multiply(rest, 1 / 4)));
    const byGate = (x: Tensor): readonly Tensor[] => {
      const [members = 1, , images = 1] = x.shape;
      return split(x, 1, gates).map((gate) => reshape(gate, [members, images, units]));
    };
    const [forget, open, slope] = byGate(scaled) as [Tensor, Tensor, Tensor];
    const candidate = withSlopes(byGate(quarter)[2]!, slope);
    return [
      hardGate(forget),
      hardGate(open),
      input === undefined ? word(candidate) : word(add(candidate, input)),
    ];
  }

  /** Weighted sums of what each unit sees: [members, 3, images, 32]. */
  #sums(hidden: Tensor): Tensor {
    const [members = 1, images = 1] = hidden.shape;
    const ring = concatenate([hidden, part(hidden, 2, 0, grouped)], 2);
    const seen = Array.from({ length: groups }, (_, group) =>
      reshape(part(ring, 2, grouped * group, grouped * group + fanIn), [members, 1, images, fanIn]),
    );
    const inputs = reshape(concatenate(seen, 1), [members * groups, images, fanIn]);
    const sums = reshape(matrixProduct(inputs, this.#weight), [
      members,
      groups,
      images,
      gates,
      grouped,
    ]);
    return reshape(transpose(sums, [0, 3, 2, 1, 4]), [members, gates, images, units]);
  }

  /** (2f + 1)·x, and the step counter in unit 0. */
  #kept(forget: Tensor, x: Tensor, time: number): Tensor {
    const factor = add(multiply(forget, 2), 1);
    const counter = forget.graph.constant(
      Array.from({ length: units }, (_, u) => (u === 0 ? (time * 40_503) % 65_536 : 0)),
      [units],
    );
    const smooth = multiply(multiply(factor, 1 / 65_536), signed(x));
    return word(add(withSlopes(product(factor, word(x)), smooth), counter));
  }
}

/** 2^14 + clip(x) / 2, of Q15. */
function hardGate(x: Tensor): Tensor {
  const kept = clip(x, -32_768, 32_767);
  return add(withSlopes(floor(multiply(kept, 0.5)), multiply(kept, 0.5)), 0x4000);
}

/** o | 0x101. */
function withBits(gate: Tensor): Tensor {
  const missing = subtract(1, wrap(floor(multiply(gate, 1 / 256)), 2));
  return add(odd(gate), stopGradient(multiply(missing, 256)));
}
