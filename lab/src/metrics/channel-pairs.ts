import { normalP, normalQuantile } from "../statistics/normal.ts";
import { levelOfEach, smallestOf } from "../statistics/several.ts";
import { fillsForMany, histogramTest, pearsonStatistic } from "./histogram-test.ts";
import { jointSets, largestExcess } from "./joint-histogram.ts";
import { fewestForNormal } from "./limits.ts";
import { meetingTest } from "./meeting-test.ts";
import { judged, type Metric } from "./metric.ts";
import { parityTest } from "./parity-test.ts";

// Channels against each other, every two at the same place, over the first few encryptions. At 16 bits
// the two bytes of a sample are channels of their own.

export const channelEquality: Metric = judged({
  subject: "channels",
  notes: [
    { id: "channel-equality", meaning: "How often two channels are equal at the same place." },
  ],
  measure: ({ lanePairs, levels }) => {
    if (lanePairs.length === 0) return [];
    const meetings = lanePairs.map(({ equal, n }) => ({ equal, n }));
    return [meetingTest("channel-equality", meetings, levels)];
  },
});

export const channelHistogram: Metric = judged({
  subject: "channels",
  even: true,
  notes: [
    {
      id: "channel-histogram",
      meaning:
        "Histogram of the exclusive or, and of sums and differences, of two or three channels.",
    },
  ],
  measure: ({ lanePairs, laneTriples, levels }) => {
    const [first] = lanePairs;
    if (first === undefined || !fillsForMany(first.n, levels)) return [];
    const found = [
      ...lanePairs.flatMap((counts) => [counts.exclusiveOr, counts.difference(levels)]),
      ...laneTriples.flatMap(({ histograms }) => histograms.map((each) => folded(each, levels))),
    ];
    const statistics = found.map((counts) => pearsonStatistic(counts, levels));
    return [histogramTest("channel-histogram", statistics, levels, first.n)];
  },
});

/** A histogram modulo 256 as one modulo a power of two. */
function folded(counts: Uint32Array, levels: number): Uint32Array {
  const sums = new Uint32Array(levels);
  for (const [value, count] of counts.entries()) sums[value % levels]! += count;
  return sums;
}

export const channelCorrelation: Metric = judged({
  subject: "channels",
  even: true,
  notes: [{ id: "channel-correlation", meaning: "Correlation of two channels." }],
  measure: ({ lanePairs, levels }) => {
    const [first] = lanePairs;
    if (first === undefined || first.n < fewestForNormal) return [];
    const { n } = first;
    // Mean and variance of an ideal byte are known.
    const variance = (levels * levels - 1) / 12;
    const values = lanePairs.map((counts) => counts.products((levels - 1) / 2) / (n * variance));
    const value = values.reduce((far, each) => (Math.abs(each) > Math.abs(far) ? each : far));
    const sd = 1 / Math.sqrt(n);
    return [
      {
        id: "channel-correlation",
        value,
        expected: 0,
        n,
        p: smallestOf(normalP(value / sd), values.length),
        limits: (level) => {
          const reach = -normalQuantile(levelOfEach(level, values.length) / 2) * sd;
          return { low: -reach, high: reach };
        },
      },
    ];
  },
});

export const channelParity: Metric = judged({
  subject: "channels",
  notes: [
    {
      id: "channel-parity",
      meaning: "How well any bits of one channel tell any bits of another.",
    },
  ],
  measure: ({ lanePairs, levels }) => {
    const [first] = lanePairs;
    if (first === undefined) return [];
    const largest = lanePairs.map((counts) => largestExcess(counts.parities(), levels, jointSets));
    const tried = (levels - 1) ** 2 * lanePairs.length;
    return [parityTest("channel-parity", Math.max(...largest), first.n, tried)];
  },
});
