import { jointSets, largestExcess, type JointHistogram } from "./joint-histogram.ts";
import { judged, type Metric, type Test } from "./metric.ts";
import { parityTest } from "./parity-test.ts";

/**
 * Linear approximations (Matsui, EUROCRYPT 1993): the parity of any bits of a cipher byte beside the
 * parity of any bits of a plain byte. Bits of the cipher byte alone belong to the bit planes.
 */
function linearTest(
  id: string,
  histograms: readonly JointHistogram[],
  levels: number,
): readonly Test[] {
  const [first] = histograms;
  if (first === undefined) return [];
  const largest = histograms.map((counts) => largestExcess(counts.parities(), levels, jointSets));
  const tried = (levels - 1) ** 2 * histograms.length;
  return [parityTest(id, Math.max(...largest), first.n, tried)];
}

export const linearApproximation: Metric = judged({
  subject: "encryptions",
  notes: [
    {
      id: "linear-approximation",
      meaning: "How well any bits of cipher samples tell any bits of the plain samples there.",
    },
  ],
  measure: ({ beside, levels }) => linearTest("linear-approximation", beside, levels),
});

export const channelLeak: Metric = judged({
  subject: "channels",
  notes: [
    {
      id: "channel-leak",
      meaning: "The same of a channel of the cipher image and another one of the plain image.",
    },
  ],
  measure: ({ besideOthers, levels }) => linearTest("channel-leak", besideOthers, levels),
});
