import { NeuroveilError } from "neuroveil/errors";
import type { Image } from "neuroveil/image";
import { normalCdf } from "../statistics/normal.ts";

/** How a cipher puts a keystream to the image, in so far as small errors of the cipher image see it. */
export type Combiner = "xor" | "add" | "chain";

const values = 256;

/** A sample after an error of `change`, and the distribution of `change` over noisy cipher samples. */
interface Propagation {
  readonly damaged: (plain: number, change: number) => number;
  /** @param noisy noisy[c · 256 + v] is the probability that c becomes v */
  readonly changes: (noisy: Float64Array) => Float64Array;
}

const propagations: Readonly<Record<Combiner, Propagation>> = {
  xor: {
    damaged: (plain, change) => plain ^ change,
    changes: (noisy) => distribution(noisy, (from, to) => from ^ to),
  },
  add: {
    damaged: (plain, change) => (plain + change) & 255,
    changes: (noisy) => distribution(noisy, (from, to) => (to - from) & 255),
  },
  // A sample depends on its own cipher sample and, with the other sign, on the one before.
  chain: {
    damaged: (plain, change) => (plain + change) & 255,
    changes: (noisy) => {
      const own = distribution(noisy, (from, to) => (to - from) & 255);
      const both = new Float64Array(values);
      for (let a = 0; a < values; a++)
        for (let b = 0; b < values; b++) both[(a - b) & 255]! += own[a]! * own[b]!;
      return both;
    },
  },
};

/**
 * Mean squared error of the decrypted image when normal noise, rounded and clipped, was added to the
 * cipher image: an exact sum over all values, given that cipher samples are uniform.
 *
 * - `xor`: plain XOR keystream;
 * - `add`: plain + keystream modulo 256;
 * - `chain`: plain + keystream + cipher sample before, modulo 256.
 *
 * @param plain of 8 bits
 * @param sd of the noise
 * @throws {NeuroveilError} "usage" for an image of another depth
 */
export function gaussianError(combiner: Combiner, plain: Image, sd: number): number {
  if (plain.bits !== 8)
    throw new NeuroveilError("usage", {
      of: '"plain"',
      expected: "8 bits a sample",
      got: plain.bits,
      todo: "the sum over all values is for bytes",
    });
  const { damaged, changes } = propagations[combiner];
  const chances = changes(gaussianTransitions(sd));
  const counts = new Float64Array(values);
  for (const sample of plain.data) counts[sample]!++;
  let sum = 0;
  for (let sample = 0; sample < values; sample++) {
    if (counts[sample] === 0) continue;
    for (let change = 0; change < values; change++)
      sum += counts[sample]! * chances[change]! * (damaged(sample, change) - sample) ** 2;
  }
  return sum / plain.data.length;
}

/** Probability that a sample c becomes v, at c · 256 + v. */
function gaussianTransitions(sd: number): Float64Array {
  const chances = new Float64Array(values * values);
  for (let from = 0; from < values; from++) {
    let below = 0;
    for (let to = 0; to < values; to++) {
      // What lies beyond the ends is clipped to them.
      const upTo = to === values - 1 ? 1 : normalCdf((to + 0.5 - from) / sd);
      chances[from * values + to] = upTo - below;
      below = upTo;
    }
  }
  return chances;
}

function distribution(
  noisy: Float64Array,
  change: (from: number, to: number) => number,
): Float64Array {
  const chances = new Float64Array(values);
  for (let from = 0; from < values; from++)
    for (let to = 0; to < values; to++)
      chances[change(from, to)]! += noisy[from * values + to]! / values;
  return chances;
}
