import { normalCdf } from "../statistics/normal.ts";
import type { BitSequence } from "./bit-sequence.ts";
import type { NistTest } from "./nist-test.ts";

/** The two P-values of the cumulative sums test: walking from the start and from the end. */
export interface CumulativeSums {
  readonly forward: number;
  readonly backward: number;
}

/** Whether the walk of ±1 steps strays as far from zero as a random one (2.13). */
export function cumulativeSums({ bits, length }: BitSequence): CumulativeSums {
  let position = 0;
  let lowest = 0;
  let highest = 0;
  for (let i = 0; i < length; i++) {
    position += 2 * bits[i]! - 1;
    if (position < lowest) lowest = position;
    if (position > highest) highest = position;
  }
  // From the end the walk passes the same places, seen from where it ended.
  const backward = Math.max(position - lowest, highest - position);
  return {
    forward: reachP(Math.max(-lowest, highest), length),
    backward: reachP(backward, length),
  };
}

/**
 * Probability that a walk of n steps gets as far as z or farther (3.13). The limits of both sums are
 * rounded towards zero, as NIST's program does and its examples need.
 */
function reachP(z: number, n: number): number {
  const ratio = Math.trunc(n / z);
  const cdf = (steps: number): number => normalCdf((steps * z) / Math.sqrt(n));
  const last = Math.trunc((ratio - 1) / 4);
  let p = 1;
  for (let k = Math.trunc((1 - ratio) / 4); k <= last; k++) p -= cdf(4 * k + 1) - cdf(4 * k - 1);
  for (let k = Math.trunc((-3 - ratio) / 4); k <= last; k++) p += cdf(4 * k + 3) - cdf(4 * k + 1);
  // Rounding leaves a tiny negative sum where the walk goes nowhere near a random one's.
  return Math.min(1, Math.max(0, p));
}

export const cumulativeSumsTest: NistTest = {
  id: "cumulative-sums",
  section: "2.13",
  minimumBits: 100,
  run: (sequence) => {
    const { forward, backward } = cumulativeSums(sequence);
    return [
      { name: "forward", p: forward },
      { name: "backward", p: backward },
    ];
  },
};
