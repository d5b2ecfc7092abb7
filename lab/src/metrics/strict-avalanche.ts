import { NeuroveilError } from "neuroveil/errors";
import type { Image } from "neuroveil/image";
import { binomialTails } from "../statistics/binomial.ts";
import { familyWise } from "../statistics/family-wise.ts";
import { normalP } from "../statistics/normal.ts";
import { twoSided } from "../statistics/tails.ts";
import { planePairs } from "./plane.ts";
import type { MetricResult } from "./result.ts";

export interface StrictAvalanche extends MetricResult {
  /** Pairs of cipher images. */
  readonly trials: number;
  /** Smallest Holm-adjusted p-value of a single bit. */
  readonly worstBit: number;
  /** Bits rejected by Holm's rule at the level 0.001 of all bits together. */
  readonly rejectedBits: number;
}

// A single trial changes every bit always or never, which says nothing about its probability.
const fewestTrials = 2;

/**
 * Strict avalanche criterion: every single bit of the cipher image changes with probability one half.
 * The value is Σ (c - t/2)² / (t/4) over all bits, with c the changes of a bit in t trials; its
 * expectation is the number of bits. A single bit that changes too seldom or too often hardly moves
 * that sum and is looked for by Holm's rule.
 *
 * Takes 4 bytes a bit: use images of up to some 100,000 samples.
 *
 * @param trials pairs of cipher images before and after one bit of the plain image or of the key was
 *   changed, a different one in every pair; at least two, all of one shape
 * @throws {NeuroveilError} "usage" when images differ in shape or depth, or for fewer trials
 */
export function strictAvalanche(
  trials: readonly (readonly [before: Image, after: Image])[],
): StrictAvalanche {
  const [first] = trials;
  if (first === undefined || trials.length < fewestTrials)
    throw new NeuroveilError(
      "usage",
      `"trials" expected at least ${fewestTrials} pairs of images, got ${trials.length}`,
    );
  const changes = countChanges(first[0], trials);
  const t = trials.length;
  const n = changes.length;
  const value = changes.reduce((sum, c) => sum + (c - t / 2) ** 2, 0) / (t / 4);
  const sd = Math.sqrt(2 * n * (1 - 1 / t));
  const z = (value - n) / sd;

  const chances = Array.from({ length: t + 1 }, (_, c) => twoSided(binomialTails(c, t, 0.5)));
  const { adjusted, rejected } = familyWise(Array.from(changes, (c) => chances[c]!));
  return {
    id: "strict-avalanche",
    value,
    expected: n,
    sd,
    z,
    p: normalP(z),
    n,
    trials: t,
    worstBit: adjusted.reduce((least, p) => Math.min(least, p), 1),
    rejectedBits: rejected.filter(Boolean).length,
  };
}

/** How often every bit changed, channel by channel. */
function countChanges(shape: Image, trials: readonly (readonly [Image, Image])[]): Uint32Array {
  const { width, height, channels, bits } = shape;
  const changes = new Uint32Array(width * height * channels * bits);
  for (const [before, after] of trials) {
    // Refuses a trial that is not of the first one's shape.
    planePairs(shape, before);
    let at = 0;
    for (const [{ samples }, other] of planePairs(before, after))
      for (let i = 0; i < samples.length; i++) {
        const changed = samples[i]! ^ other.samples[i]!;
        for (let bit = 0; bit < bits; bit++) changes[at++]! += (changed >> bit) & 1;
      }
  }
  return changes;
}
