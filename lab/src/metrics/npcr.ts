import type { Image } from "neuroveil/image";
import { binomialMidTails, binomialTails } from "../statistics/binomial.ts";
import { normalScore } from "../statistics/normal.ts";
import { twoSided } from "../statistics/tails.ts";
import { overallAndByChannel } from "./by-channel.ts";
import { planePairs } from "./plane.ts";
import type { Plane } from "./plane.ts";
import type { MetricResult, Reading } from "./result.ts";

/**
 * Number of changing pixels rate: the share of samples, 0 to 1, that differ between two cipher images,
 * over all channels together and one by one. Wu, Noonan, Agaian 2011, with exact binomial tails and
 * two-sided: a cipher that lets no two samples meet is as far from ideal as one that changes too few.
 *
 * @throws {NeuroveilError} "usage" when the images differ in shape or depth
 */
export function npcr(a: Image, b: Image): readonly MetricResult[] {
  return overallAndByChannel("npcr", planePairs(a, b), read);
}

function read(pairs: readonly (readonly [Plane, Plane])[]): Reading {
  let equal = 0;
  let n = 0;
  let meet = 1;
  for (const [{ samples, bits }, other] of pairs) {
    for (let i = 0; i < samples.length; i++) if (samples[i] === other.samples[i]) equal++;
    n += samples.length;
    meet = 2 ** -bits;
  }
  const value = (n - equal) / n;
  const expected = 1 - meet;
  const sd = Math.sqrt((meet * (1 - meet)) / n);
  const mid = binomialMidTails(equal, n, meet);
  const z = normalScore({ lower: mid.upper, upper: mid.lower }, (value - expected) / sd);
  return { value, expected, sd, z, p: twoSided(binomialTails(equal, n, meet)), n };
}
