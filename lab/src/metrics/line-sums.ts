import { binomialQuantile, binomialTails } from "../statistics/binomial.ts";
import { byteLanes, type ByteLanes } from "./byte-lanes.ts";
import { judged, type Metric } from "./metric.ts";

// Fewer lines may well have the same sum.
const fewestLines = 8;

/** The exclusive or and the sum of every row, and of every column, of every lane. */
function lineSums({ data, lanes, row }: ByteLanes): readonly Uint8Array[] {
  const rows = data.length / row;
  const rowXor = new Uint8Array(rows * lanes);
  const rowSum = new Uint8Array(rows * lanes);
  const columnXor = new Uint8Array(row);
  const columnSum = new Uint8Array(row);
  for (let y = 0, at = 0; y < rows; y++)
    for (let x = 0, lane = 0; x < row; x++, at++) {
      const byte = data[at]!;
      const line = y * lanes + lane;
      rowXor[line]! ^= byte;
      rowSum[line]! += byte;
      columnXor[x]! ^= byte;
      columnSum[x]! += byte;
      if (++lane === lanes) lane = 0;
    }
  return [rowXor, rowSum, columnXor, columnSum];
}

/** A check byte at the end of every row makes its sum the same everywhere; nothing else shows that. */
export const lineSumsMetric: Metric = judged({
  subject: "cipherImage",
  notes: [
    {
      id: "line-sums",
      meaning: "Commonest value among the sums, or exclusive ors, of all rows or of all columns.",
    },
  ],
  measure: (image) => {
    const bytes = byteLanes(image);
    const meet = 1 / bytes.levels;
    const kinds = lineSums(bytes).filter(({ length }) => length >= fewestLines);
    if (kinds.length === 0) return [];
    const tried = kinds.length * bytes.levels;
    let [value, n, p] = [0, 0, 2];
    let leastP = 1;
    for (const sums of kinds) {
      const most = commonest(sums, bytes.levels);
      const own = binomialTails(most, sums.length, meet).upper;
      leastP = Math.min(leastP, tried * meet ** sums.length);
      if (own < p) [value, n, p] = [most / sums.length, sums.length, own];
    }
    return [
      {
        id: "line-sums",
        value,
        n,
        p: Math.min(1, tried * p),
        leastP,
        limits: (level) => ({ high: binomialQuantile(1 - level / tried, n, meet) / n }),
      },
    ];
  },
});

function commonest(values: Uint8Array, levels: number): number {
  const counts = new Uint32Array(levels);
  for (const value of values) counts[value & (levels - 1)]!++;
  return counts.reduce((most, count) => Math.max(most, count), 0);
}
