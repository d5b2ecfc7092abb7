import { NeuroveilError } from "neuroveil/errors";
import type { Image } from "neuroveil/image";
import { normalP } from "../statistics/normal.ts";
import { BitCounts } from "./bit-counts.ts";
import { farP, readPlaces, spreadMoments } from "./bit-places.ts";
import { checkSameShape } from "./plane.ts";
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
const alpha = 0.001;

/**
 * Strict avalanche criterion: every single bit of the cipher image changes with probability one half.
 * The value is Σ (c - t/2)² / (t/4) over all bits, with c the changes of a bit in t trials; its
 * expectation is the number of bits. A single bit that changes too seldom or too often hardly moves
 * that sum and is looked for by Holm's rule.
 *
 * @param trials pairs of cipher images before and after one bit of the plain image or of the key was
 *   changed, a different one in every pair; at least two, all of one shape, of whole bytes
 * @throws {NeuroveilError} "usage" when images differ in shape or depth, or for fewer trials
 */
export function strictAvalanche(
  trials: readonly (readonly [before: Image, after: Image])[],
): StrictAvalanche {
  const [first] = trials;
  if (first === undefined || trials.length < fewestTrials)
    throw new NeuroveilError("usage", {
      of: '"trials"',
      expected: `at least ${fewestTrials} pairs of images`,
      got: trials.length,
    });
  const places = new BitCounts(first[0].data.length);
  for (const [before, after] of trials) {
    checkSameShape(first[0], before);
    checkSameShape(before, after);
    places.add(changedBits(before.data, after.data));
  }
  const read = readPlaces(places);
  const { expected, sd } = spreadMoments(read);
  const z = (read.spread - expected) / sd;
  const chances = Array.from(places.histogram(), (bits, count) => ({
    bits,
    p: farP(Math.abs(count - trials.length / 2), trials.length),
  }));
  return {
    id: "strict-avalanche",
    value: read.spread,
    expected,
    sd,
    z,
    p: normalP(z),
    n: read.bits,
    trials: trials.length,
    ...holm(chances, read.bits),
  };
}

/** Holm's rule over bits of which many have the same p-value. */
function holm(
  chances: readonly { readonly bits: number; readonly p: number }[],
  n: number,
): { readonly worstBit: number; readonly rejectedBits: number } {
  let [worstBit, rejectedBits, largest, rank] = [1, 0, 0, 0];
  const groups = chances.filter(({ bits }) => bits > 0).toSorted((a, b) => a.p - b.p);
  for (const { bits, p } of groups) {
    largest = Math.max(largest, Math.min(1, (n - rank) * p));
    worstBit = Math.min(worstBit, largest);
    if (largest < alpha) rejectedBits += bits;
    rank += bits;
  }
  return { worstBit, rejectedBits };
}

/** The exclusive or, four bytes a word. */
function changedBits(before: Uint8Array, after: Uint8Array): Int32Array {
  const words = new Int32Array(Math.ceil(before.length / 4));
  const bytes = new Uint8Array(words.buffer);
  for (let i = 0; i < before.length; i++) bytes[i] = before[i]! ^ after[i]!;
  return words;
}
