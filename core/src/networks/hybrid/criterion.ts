import { NeuroveilError } from "../../errors.ts";
import { ButterflyLstm, type ButterflyWeights } from "./butterfly-lstm.ts";
import type { HybridWeights } from "./weights.ts";

/**
 * What the weights of a butterfly LSTM must meet before they are used. Statistical batteries are blind
 * to weak weights, so the criterion looks at the weights themselves and at what becomes of one bit.
 */
const criterion = {
  /** Quarters of a tensor's values that must be different: alike units keep alike states. */
  distinctQuarters: 3,
  /** Taps around the middle of a layer of the generator, of eight, that must not be 0. */
  leastNeighbours: 6,
  /** States that are tried with every bit of h0 and c0 changed ... */
  trials: 8,
  /** ... and steps after which half of the state must have changed ... */
  steps: 3,
  /** ... to within so many standard deviations. */
  deviations: 6,
} as const;

function refuse(net: string, what: string): never {
  throw new NeuroveilError("weights", {
    sentence: `the weights of the ${net} are too weak to use: ${what}`,
    got: what,
    todo: "use the shipped weights or train within the criterion",
  });
}

/**
 * Checks the taps of the convolutions: where one of a feature layer is even, images can have equal features,
 * and with all of them 0 every image has the same mask; a generator whose neighbours do not mix gives
 * lines that are alike. @throws NeuroveilError "weights"
 */
export function checkTaps({
  features,
  generator,
}: Pick<HybridWeights, "features" | "generator">): void {
  const all = [...features.layers, ...features.blocks.flat()];
  const even = all.findIndex((taps) => taps.some((tap) => tap % 2 === 0));
  if (even >= 0) refuse("CNN", `a tap of its kernel ${even} is even, expected odd ones`);
  for (let layer = 0; layer < generator.length; layer += 9) {
    const taps = generator.subarray(layer, layer + 9);
    if (taps.some((tap, i) => (tap % 2 !== 0) !== (i === 4)))
      refuse(
        "generator",
        `expected an odd tap in the middle of layer ${layer / 9} and even ones around it`,
      );
    const neighbours = taps.filter((tap, i) => i !== 4 && tap !== 0).length;
    if (neighbours < criterion.leastNeighbours)
      refuse(
        "generator",
        `layer ${layer / 9} mixes ${neighbours} neighbours, expected at least ${criterion.leastNeighbours}`,
      );
  }
}

/**
 * Checks parities, that no two units are alike, and that no exchange of units leaves all weights as they
 * are. @throws NeuroveilError "weights"
 */
export function checkWeights(net: string, weights: ButterflyWeights): void {
  const { layers, units: n, first, second, bias } = weights;
  for (let layer = 0; layer < layers; layer++) {
    const rows: [name: string, values: Int16Array, odd: boolean][] = [
      ["w1", first.subarray(layer * n, (layer + 1) * n), true],
      ["w2", second.subarray(layer * n, (layer + 1) * n), true],
      ...["bF", "bC", "bO"].map((name, gate): [string, Int16Array, boolean] => {
        const from = (3 * layer + gate) * n;
        return [name, bias.subarray(from, from + n), gate === 0];
      }),
    ];
    for (const [name, values, odd] of rows) {
      const even = values.findIndex((value) => (value & 1) === 0);
      if (odd && even >= 0)
        refuse(`${net} LSTM`, `${name} of unit ${even} is even, expected an odd one`);
      const distinct = new Set(values).size;
      const least = (criterion.distinctQuarters * n) / 4;
      if (distinct < least)
        refuse(
          `${net} LSTM`,
          `${name} has ${distinct} different values, expected at least ${least}`,
        );
    }
    const mirror = exchanges(n).find((exchange) =>
      rows.every(([, values]) => values.every((value, u) => values[exchange(u)] === value)),
    );
    if (mirror !== undefined) {
      const unit = Array.from({ length: n }, (_, u) => u).find((u) => mirror(u) !== u)!;
      refuse(
        `${net} LSTM`,
        `they stay the same where units as ${unit} and ${mirror(unit)} are exchanged`,
      );
    }
  }
}

/**
 * The butterfly treats the bits of a unit's number alike within a layer of distances. Where weights do not
 * tell two of these bits apart either, a step commutes with their exchange, and a state that is the same
 * under it stays so for ever; three quarters of the values may still be different.
 * @returns for every two bits of a unit's number the unit with both exchanged
 */
function exchanges(units: number): ((unit: number) => number)[] {
  const bits = [...Array(units).keys()].filter((bit) => 2 ** bit < units);
  return bits.flatMap((a) =>
    bits.slice(a + 1).map((b) => (unit: number) => {
      const differ = ((unit >> a) ^ (unit >> b)) & 1;
      return unit ^ ((differ << a) | (differ << b));
    }),
  );
}

/** A small generator (xorshift32) for trial states; nothing secret comes from it. */
function* trialWords(): Generator<number, never> {
  let x = 0x9e3779b9;
  for (;;) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    yield x >>> 16;
  }
}

/**
 * Changes every bit of h0 and c0 of the first layer and refuses weights under which the change has not
 * spread over its h and c after three steps. Takes a fraction of a second; the pinned weights are tested
 * with it and not run again.
 * @throws NeuroveilError "weights"
 */
export function checkDiffusion(net: string, weights: ButterflyWeights): void {
  const words = trialWords();
  const state = 2 * weights.units;
  const total = criterion.trials * 16 * state;
  const limit = (criterion.deviations * Math.sqrt(total)) / 2;
  for (let bit = 0; bit < 16 * state; bit++) {
    let changed = 0;
    for (let trial = 0; trial < criterion.trials; trial++) {
      const one = Uint16Array.from({ length: state * weights.layers }, () => words.next().value);
      const two = one.slice();
      two[bit >> 4]! ^= 1 << (bit & 15);
      changed += changedBits(after(weights, one), after(weights, two), weights.units);
    }
    if (Math.abs(changed - total / 2) > limit)
      refuse(
        `${net} LSTM`,
        `a changed bit ${bit} changes ${((100 * changed) / total).toFixed(1)}% of the state after ${criterion.steps} steps, expected 50%`,
      );
  }
}

function after(weights: ButterflyWeights, state: Uint16Array): ButterflyLstm {
  const lstm = new ButterflyLstm(weights, state);
  lstm.blank(criterion.steps);
  return lstm;
}

/** Bits of h and c of the first layer in which two networks differ. */
function changedBits(one: ButterflyLstm, two: ButterflyLstm, units: number): number {
  let count = 0;
  for (let u = 0; u < units; u++) {
    let bits = (one.hidden[u]! ^ two.hidden[u]!) | ((one.cell[u]! ^ two.cell[u]!) << 16);
    for (; bits !== 0; bits &= bits - 1) count++;
  }
  return count;
}
