import { binomialTails } from "../statistics/binomial.ts";
import { firstRows, withinFirstRows, type ByteLanes } from "./byte-lanes.ts";
import { JointHistogram, jointSets, largestExcess } from "./joint-histogram.ts";
import { judged, type Metric, type Test } from "./metric.ts";
import { parityTest } from "./parity-test.ts";

/** Distances at which generators and ciphers of rows repeat themselves, in bytes. */
function distances({ data, lanes, row }: ByteLanes): readonly number[] {
  const wanted = new Set([1, lanes, row]);
  return [...wanted].filter((lag) => lag < data.length);
}

/**
 * The parity of any bits of a byte and any bits of one nearby, to the right and below; those of bits of
 * the second byte alone belong to the bit planes. Runs of a plane of bits are among them.
 */
function neighbourTests(id: string, streams: readonly ByteLanes[]): readonly Test[] {
  let worst = { excess: 0, n: 0, p: 2 };
  let tried = 0;
  for (const stream of streams)
    for (const lag of distances(stream)) {
      const counts = new JointHistogram();
      counts.add(stream.data, stream.data, { lag });
      const { n } = counts;
      const excess = largestExcess(counts.parities(), stream.levels, jointSets);
      tried += (stream.levels - 1) ** 2;
      const p = binomialTails((n + excess) / 2, n, 0.5).upper;
      if (p < worst.p) worst = { excess, n, p };
    }
  return tried === 0 ? [] : [parityTest(id, worst.excess, worst.n, tried)];
}

export const neighbourBits: Metric = judged({
  subject: "cipherImage",
  notes: [
    {
      id: "neighbour-bits",
      meaning:
        "How well any bits of a byte tell any bits of its neighbours, runs of planes included.",
    },
  ],
  measure: (image) => neighbourTests("neighbour-bits", [firstRows(image)]),
});

export const maskNeighbourBits: Metric = judged({
  subject: "masks",
  notes: [
    { id: "mask-neighbour-bits", meaning: "The same of the bytes of the mask, if there was one." },
  ],
  measure: ({ exclusiveOr, difference }) =>
    neighbourTests(
      "mask-neighbour-bits",
      [exclusiveOr, difference].map((mask) => withinFirstRows(mask)),
    ),
});
