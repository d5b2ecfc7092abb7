import type { Image } from "neuroveil/image";
import { binomialMidTails, binomialTails } from "../statistics/binomial.ts";
import { normalScore } from "../statistics/normal.ts";
import { twoSided } from "../statistics/tails.ts";
import { overallAndByChannel } from "./by-channel.ts";
import { planePairs } from "./plane.ts";
import type { Plane } from "./plane.ts";
import type { MetricResult, Reading } from "./result.ts";

/**
 * Avalanche: the share of bits, 0 to 1, that differ between two cipher images, over all channels
 * together and one by one; one half, give or take 1 / (2 sqrt(bits)), where one bit of the plain image
 * or of the key was changed under an ideal cipher. Exact binomial tails, two-sided.
 *
 * @throws {NeuroveilError} "usage" when the images differ in shape or depth
 */
export function avalanche(a: Image, b: Image): readonly MetricResult[] {
  return overallAndByChannel("avalanche", planePairs(a, b), read);
}

function read(pairs: readonly (readonly [Plane, Plane])[]): Reading {
  let [changed, n] = [0, 0];
  for (const [{ samples, bits }, other] of pairs) {
    for (let i = 0; i < samples.length; i++) changed += setBits(samples[i]! ^ other.samples[i]!);
    n += samples.length * bits;
  }
  const value = changed / n;
  const sd = 0.5 / Math.sqrt(n);
  const z = normalScore(binomialMidTails(changed, n, 0.5), (value - 0.5) / sd);
  return { value, expected: 0.5, sd, z, p: twoSided(binomialTails(changed, n, 0.5)), n };
}

/** How many of 16 bits are set, added up in parallel: pairs, fours, eights, all. */
function setBits(word: number): number {
  const pairs = word - ((word >> 1) & 0x5555);
  const fours = (pairs & 0x3333) + ((pairs >> 2) & 0x3333);
  const eights = (fours + (fours >> 4)) & 0x0f0f;
  return (eights + (eights >> 8)) & 0x1f;
}
