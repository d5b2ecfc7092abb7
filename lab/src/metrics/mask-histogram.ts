import { fillsForMany, histogramTest, pearsonStatistic } from "./histogram-test.ts";
import { meetingTest } from "./meeting-test.ts";
import { judged, type Metric } from "./metric.ts";

export const unchangedSamples: Metric = judged({
  subject: "encryptions",
  notes: [
    {
      id: "unchanged-samples",
      meaning: "Bytes that the plain and the cipher image have alike at the same place.",
    },
  ],
  measure: ({ beside, levels }) => {
    const meetings = beside.map(({ equal, n }) => ({ equal, n }));
    return [meetingTest("unchanged-samples", meetings, levels)];
  },
});

export const maskHistogram: Metric = judged({
  subject: "encryptions",
  even: true,
  notes: [
    {
      id: "mask-histogram",
      meaning:
        "Histogram of the mask, if one was added to the plain image or combined by exclusive or.",
    },
  ],
  measure: ({ beside, levels }) => {
    const { n } = beside[0]!;
    if (!fillsForMany(n, levels)) return [];
    const statistics = beside.flatMap((counts) =>
      [counts.exclusiveOr, counts.difference(levels)].map((found) =>
        pearsonStatistic(found, levels),
      ),
    );
    return [histogramTest("mask-histogram", statistics, levels, n)];
  },
});
