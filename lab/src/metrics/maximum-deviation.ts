import type { Image } from "neuroveil/image";
import { normalP } from "../statistics/normal.ts";
import { overallAndByChannel } from "./by-channel.ts";
import { countMoments } from "./count-moments.ts";
import { histogram } from "./histogram.ts";
import { normalTests } from "./limits.ts";
import { judged, type Metric } from "./metric.ts";
import { planePairs } from "./plane.ts";
import type { Plane } from "./plane.ts";
import type { MetricResult, Reading } from "./result.ts";

/**
 * Maximum deviation: the area between the histograms of the plain and the cipher image by the
 * trapezium rule, (d_0 + d_255) / 2 + Σ d_i, over all channels together and one by one. 16-bit samples
 * count as two bytes.
 *
 * The value says more about the plain image than about the cipher; `expected`, `sd` and `p` are those
 * of an ideal cipher on this very plain image, and only the distance from them judges.
 *
 * @throws {NeuroveilError} "usage" when the images differ in shape or depth
 */
export function maximumDeviation(plain: Image, cipher: Image): readonly MetricResult[] {
  return overallAndByChannel("maximum-deviation", planePairs(plain, cipher), read);
}

function read(pairs: readonly (readonly [Plane, Plane])[]): Reading {
  const before = histogram(pairs.map(([plain]) => plain)).counts;
  const { counts, n } = histogram(pairs.map(([, cipher]) => cipher));
  const last = counts.length - 1;
  let value = 0;
  // Symbols that the plain image has equally often have the same term: natural images leave many out.
  const terms = new Map<string, { times: number; of: (count: number) => number }>();
  for (const [symbol, count] of counts.entries()) {
    const weight = symbol === 0 || symbol === last ? 0.5 : 1;
    const centre = before[symbol]!;
    const of = (other: number): number => weight * Math.abs(other - centre);
    value += of(count);
    const name = `${weight}/${centre}`;
    terms.set(name, { times: (terms.get(name)?.times ?? 0) + 1, of });
  }
  const { mean: expected, sd } = countMoments(n, [...terms.values()]);
  const z = (value - expected) / sd;
  return { value, expected, sd, z, p: normalP(z), n };
}

export const maximumDeviationMetric: Metric = judged({
  subject: "bothImages",
  even: true,
  notes: [
    {
      id: "maximum-deviation",
      meaning: "Area between both histograms; depends on the plain image above all.",
    },
  ],
  measure: ({ plain, cipher }) => normalTests(maximumDeviation(plain, cipher)),
});
