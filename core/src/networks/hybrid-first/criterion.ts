import { NeuroveilError } from "../../errors.ts";
import { fanIn, gates, Lstm, stateWords, type LstmWeights } from "./lstm.ts";

/**
 * What weights must meet before they are used. Statistical batteries are blind to weak weights:
 * they pass networks that fall in milliseconds (rank-one, sparse or saturated gates), so the
 * criterion looks at the weights themselves.
 */
export const criterion = {
  gateNorm: [75, 300],
  candidateNorm: 55,
  /** Each state input must have this many gate weights ... */
  strongGateWeights: 4,
  /** ... of at least this size. */
  strong: 8,
  /** One-bit changes of h0 and c0 that must not merge. */
  trials: 8000,
} as const;

const trialSteps = 3;

function refuse(net: string, what: string): never {
  throw new NeuroveilError("weights", {
    sentence: `the weights of the ${net} LSTM are too weak to use: ${what}`,
    got: what,
    todo: "use the shipped weights or train within the criterion",
  });
}

/** Checks norms, parities and connections. @throws NeuroveilError "weights" */
export function checkWeights(net: string, weights: LstmWeights): void {
  const { layers, units, weight } = weights;
  for (let layer = 0; layer < layers; layer++) {
    const strong = new Uint32Array(units);
    for (let gate = 0; gate < gates; gate++) {
      for (let u = 0; u < units; u++) {
        const from = ((layer * gates + gate) * units + u) * fanIn;
        const row = weight.subarray(from, from + fanIn);
        const norm = Math.sqrt(row.reduce((sum, w) => sum + w * w, 0));
        if (gate < 2) {
          const [low, high] = criterion.gateNorm;
          if (norm < low || norm > high)
            refuse(net, `gate row ${u} has norm ${norm.toFixed(1)}, expected ${low} to ${high}`);
          row.forEach((w, k) => {
            if (Math.abs(w) >= criterion.strong) strong[((u & ~7) + k) % units]!++;
          });
        } else {
          if (norm < criterion.candidateNorm)
            refuse(
              net,
              `candidate row ${u} has norm ${norm.toFixed(1)}, expected at least ${criterion.candidateNorm}`,
            );
          if (row.some((w) => (w & 1) === 0))
            refuse(net, `candidate row ${u} has an even weight, expected odd ones`);
        }
      }
    }
    const loose = strong.findIndex((count) => count < criterion.strongGateWeights);
    if (loose >= 0)
      refuse(
        net,
        `state input ${loose} has ${strong[loose]} strong gate weights, expected at least ${criterion.strongGateWeights}`,
      );
  }
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
 * Runs pairs of states that differ in one bit and refuses weights under which two of them meet.
 * Takes about a quarter of a second; the pinned weights are tested with it and not run again.
 * @throws NeuroveilError "weights"
 */
export function checkMerging(
  net: string,
  weights: LstmWeights,
  trials: number = criterion.trials,
): void {
  const words = trialWords();
  const length = stateWords(weights);
  for (let trial = 0; trial < trials; trial++) {
    const state = Uint16Array.from({ length }, () => words.next().value);
    const changed = state.slice();
    const bit = trial % (16 * length);
    changed[bit >> 4]! ^= 1 << (bit & 15);
    const one = new Lstm(weights, state);
    const two = new Lstm(weights, changed);
    for (let step = 0; step < trialSteps; step++) {
      one.step();
      two.step();
      const differ =
        one.cell.some((c, i) => c !== two.cell[i]) ||
        one.hidden.some((h, i) => h !== two.hidden[i]);
      if (!differ)
        refuse(net, `two states that differ in bit ${bit} merge after ${step + 1} steps`);
    }
  }
}
