import type { Image } from "neuroveil/image";
import { normalP } from "../statistics/normal.ts";
import { overallAndByChannel } from "./by-channel.ts";
import { planePairs } from "./plane.ts";
import type { Plane } from "./plane.ts";
import type { MetricResult, Reading } from "./result.ts";

/**
 * Unified average changing intensity: the mean absolute difference, 0 to 1 of the largest sample,
 * between two cipher images, over all channels together and one by one. Expectation and variance in
 * closed form, Wu, Noonan, Agaian 2011; two-sided.
 *
 * @throws {NeuroveilError} "usage" when the images differ in shape or depth
 */
export function uaci(a: Image, b: Image): readonly MetricResult[] {
  return overallAndByChannel("uaci", planePairs(a, b), read);
}

function read(pairs: readonly (readonly [Plane, Plane])[]): Reading {
  let sum = 0;
  let n = 0;
  let largest = 1;
  for (const [{ samples, bits }, other] of pairs) {
    for (let i = 0; i < samples.length; i++) sum += Math.abs(samples[i]! - other.samples[i]!);
    n += samples.length;
    largest = 2 ** bits - 1;
  }
  const value = sum / (largest * n);
  const { expected, sd } = uaciMoments(n, largest);
  const z = (value - expected) / sd;
  return { value, expected, sd, z, p: normalP(z), n };
}

/** Mean and standard deviation over `n` pairs of independent uniform samples 0 to `largest`. */
export function uaciMoments(n: number, largest: number): { expected: number; sd: number } {
  const f = largest;
  const variance = ((f + 2) * (f * f + 2 * f + 3)) / (18 * (f + 1) ** 2 * f * n);
  return { expected: (f + 2) / (3 * f + 3), sd: Math.sqrt(variance) };
}
