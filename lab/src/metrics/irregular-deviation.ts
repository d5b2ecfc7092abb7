import type { Image } from "neuroveil/image";
import { normalCdf, normalP } from "../statistics/normal.ts";
import { overallAndByChannel } from "./by-channel.ts";
import { histogram } from "./histogram.ts";
import { normalTests } from "./limits.ts";
import { meanDistance } from "./mean-distance.ts";
import { judged, type Metric } from "./metric.ts";
import { planePairs } from "./plane.ts";
import type { Plane } from "./plane.ts";
import type { MetricResult, Reading } from "./result.ts";

/**
 * Irregular deviation: how far the histogram of |plain - cipher| is from even, Σ |H_i - mean H|, over
 * all channels together and one by one. The two bytes of a 16-bit sample are subtracted one by one.
 *
 * The value says more about the plain image than about the cipher; `expected`, `sd` and `p` are those
 * of an ideal cipher on this very plain image, and only the distance from them judges.
 *
 * @throws {NeuroveilError} "usage" when the images differ in shape or depth
 */
export function irregularDeviation(plain: Image, cipher: Image): readonly MetricResult[] {
  return overallAndByChannel("irregular-deviation", planePairs(plain, cipher), read);
}

function read(pairs: readonly (readonly [Plane, Plane])[]): Reading {
  const differences = histogram(pairs.map(([plain, cipher]) => apart(plain, cipher)));
  const { counts, n } = differences;
  const even = n / counts.length;
  const value = counts.reduce((sum, count) => sum + Math.abs(count - even), 0);
  const { mean: expected, sd } = momentsFor(histogram(pairs.map(([plain]) => plain)).counts, n);
  // What can only be as it is, a single sample of one bit, is as expected.
  const z = sd > 0 ? (value - expected) / sd : 0;
  return { value, expected, sd, z, p: normalP(z), n };
}

/** |a - b| of every sample, byte by byte above 8 bits. */
function apart(a: Plane, b: Plane): Plane {
  const samples = a.samples.map((sample, i) => {
    const other = b.samples[i]!;
    if (a.bits <= 8) return Math.abs(sample - other);
    const high = Math.abs((sample >> 8) - (other >> 8));
    return high * 256 + Math.abs((sample & 255) - (other & 255));
  });
  return { ...a, samples };
}

interface IdealMoments {
  readonly mean: number;
  readonly sd: number;
}

/** By plain histogram: a comparison has many cipher images of each plain image. */
const known = new Map<string, IdealMoments>();
/** Histograms remembered: those of an image and its channels, and of some more. */
const mostKnown = 32;

function momentsFor(before: Float64Array, n: number): IdealMoments {
  const name = before.join();
  const found = known.get(name) ?? idealMoments(before, n);
  if (known.size === mostKnown) known.delete(known.keys().next().value!);
  known.set(name, found);
  return found;
}

/**
 * Mean and spread of Σ |H_k - n / symbols| for an ideal cipher, given the plain image's histogram.
 *
 * H_k counts independent samples, each with the probability that its plain value gives to a
 * difference k: 0, 1 or 2 of the cipher's equally likely values. The mean is exact. For the spread counts
 * are taken as normal, and what the terms share beyond their regressions on the counts is left out.
 */
function idealMoments(before: Float64Array, n: number): IdealMoments {
  const symbols = before.length;
  const even = n / symbols;
  const values = [...before.entries()].filter(([, count]) => count > 0);
  let mean = 0;
  let variance = 0;
  const slopes = new Float64Array(symbols);
  for (let k = 0; k < symbols; k++) {
    // Samples that can differ by k in one way, and in two.
    const able: [number, number, number] = [0, 0, 0];
    for (const [value, count] of values) able[ways(value, k, symbols)] += count;
    const [once, twice] = [
      { n: able[1], p: 1 / symbols },
      { n: able[2], p: 2 / symbols },
    ] as const;
    const centre = once.n * once.p + twice.n * twice.p;
    const spread = once.n * once.p * (1 - once.p) + twice.n * twice.p * (1 - twice.p);
    const sd = Math.sqrt(spread);
    const score = sd > 0 ? (centre - even) / sd : Math.sign(centre - even) * Infinity;
    slopes[k] = 2 * normalCdf(score) - 1;
    const distance = meanDistance(once, twice, even);
    mean += distance;
    variance += spread + (centre - even) ** 2 - distance ** 2 - slopes[k]! ** 2 * spread;
  }
  // The regressions on the counts add up to Σ over the samples of one slope each.
  for (const [value, count] of values) {
    let [first, second] = [0, 0];
    for (let k = 0; k < symbols; k++) {
      const q = ways(value, k, symbols) / symbols;
      first += q * slopes[k]!;
      second += q * slopes[k]! ** 2;
    }
    variance += count * (second - first * first);
  }
  return { mean, sd: Math.sqrt(Math.max(0, variance)) };
}

/** How many of the values 0 to `symbols` - 1 are `k` away from `value`. */
function ways(value: number, k: number, symbols: number): 0 | 1 | 2 {
  const above = value + k < symbols ? 1 : 0;
  if (k === 0 || value < k) return above;
  return above === 1 ? 2 : 1;
}

export const irregularDeviationMetric: Metric = judged({
  subject: "bothImages",
  even: true,
  notes: [
    {
      id: "irregular-deviation",
      meaning: "How uneven the histogram of the differences is; depends on the plain image.",
    },
  ],
  measure: ({ plain, cipher }) => normalTests(irregularDeviation(plain, cipher)),
});
