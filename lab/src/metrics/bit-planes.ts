import { largestExcess, ownSets, parityExcesses } from "./joint-histogram.ts";
import { judged, type Metric } from "./metric.ts";
import { parityTest } from "./parity-test.ts";

/**
 * Bit planes and their combinations: of every set of a byte's bits, whether it has an even number of
 * ones as often as an odd one. A set of one bit is a plane's balance, a set of two says whether two
 * planes go together.
 */
export const bitPlanes: Metric = judged({
  subject: "encryptions",
  even: true,
  upper: true,
  notes: [
    {
      id: "bit-planes",
      meaning:
        "How lopsided the most lopsided plane of bits is, or exclusive or of several planes.",
    },
  ],
  measure: ({ beside, levels }) => {
    const largest = beside.map(({ second }) =>
      largestExcess(parityExcesses(second), levels, ownSets),
    );
    const tried = (levels - 1) * beside.length;
    return [parityTest("bit-planes", Math.max(...largest), beside[0]!.n, tried)];
  },
});
