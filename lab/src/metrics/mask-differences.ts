import { withinFirstRows, type ByteLanes } from "./byte-lanes.ts";
import { fillsForMany, histogramTest, pearsonStatistic } from "./histogram-test.ts";
import { judged, type Metric } from "./metric.ts";

/** Orders of differences at small distances: those of a smooth curve sampled often. */
const smallOrders = 10;
/** Bytes that are looked at. */
const mostDifferences = 2 ** 17;
/** At large ones: those of a congruential generator, in which distances of powers of two cancel. */
const largeOrders = 4;

/** Distances in bytes, with how many orders of differences are taken at each. */
function distances({ lanes, row }: ByteLanes): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (let power = 3; power <= 16; power++) found.set(lanes * 2 ** power, largeOrders);
  found.set(row, largeOrders);
  for (const lag of [1, 2, 3, 4, 6, 8, lanes]) found.set(lag, smallOrders);
  return found;
}

/** Bytes whose exclusive or is taken, at the most. */
const exclusiveTerms = 4;

interface Statistic {
  readonly statistic: number;
  readonly n: number;
}

/** Pearson's statistics of the histograms of all differences of a stream of bytes. */
function differenceStatistics(bytes: ByteLanes): readonly Statistic[] {
  const found: Statistic[] = [];
  const { data, levels } = bytes;
  for (const [lag, orders] of distances(bytes)) {
    const differences = data.slice();
    for (let order = 1; order <= orders; order++) {
      const n = data.length - order * lag;
      if (!fillsForMany(n, levels)) break;
      const counts = new Uint32Array(256);
      for (let i = 0; i < n; i++) {
        const step = (differences[i + lag]! - differences[i]!) & (levels - 1);
        differences[i] = step;
        counts[step]!++;
      }
      found.push({ statistic: pearsonStatistic(counts, levels), n });
    }
  }
  return found;
}

/** The same of the exclusive or of two bytes, of three and so on, a distance apart each. */
function exclusiveOrStatistics(bytes: ByteLanes): readonly Statistic[] {
  const found: Statistic[] = [];
  const { data, levels } = bytes;
  for (const [lag, orders] of distances(bytes)) {
    if (orders < smallOrders) continue;
    const sums = data.slice();
    for (let terms = 2; terms <= exclusiveTerms; terms++) {
      const n = data.length - (terms - 1) * lag;
      if (!fillsForMany(n, levels)) break;
      const counts = new Uint32Array(256);
      for (let i = 0; i < n; i++) counts[(sums[i]! ^= data[i + (terms - 1) * lag]!)]!++;
      found.push({ statistic: pearsonStatistic(counts, levels), n });
    }
  }
  return found;
}

/**
 * The difference distinguisher on what would have been the mask. Of random bytes the differences of any
 * order are random bytes again, independent of each other, because each brings in one new byte with
 * coefficient 1. Those of a smooth curve are small once their order is large enough; those of a linear
 * congruential generator, at a distance of a power of two, are nearly constant.
 */
export const maskDifferences: Metric = judged({
  subject: "masks",
  even: true,
  notes: [
    {
      id: "mask-differences",
      meaning:
        "Histogram of differences of the mask, if there was one, at many distances and of many orders: curves and linear generators show.",
    },
  ],
  measure: ({ exclusiveOr, difference }) => {
    const [xored, subtracted] = [exclusiveOr, difference].map((mask) =>
      withinFirstRows(mask, mostDifferences),
    ) as [ByteLanes, ByteLanes];
    const found = [
      ...differenceStatistics(xored),
      ...differenceStatistics(subtracted),
      ...exclusiveOrStatistics(xored),
    ];
    const [first] = found;
    if (first === undefined) return [];
    const statistics = found.map(({ statistic }) => statistic);
    return [histogramTest("mask-differences", statistics, exclusiveOr.levels, first.n)];
  },
});
