import { expect, test } from "vitest";
import { largestUaci } from "./uaci-extremes.ts";

/** How often the distances of `n` pairs of uniform bytes have each sum: exactly, by convolution. */
function sumsOfDistances(n: number): Float64Array {
  const one = Float64Array.from(
    { length: 256 },
    (_, d) => (d === 0 ? 256 : 2 * (256 - d)) / 65_536,
  );
  let sums = one;
  for (let added = 1; added < n; added++) {
    const next = new Float64Array(sums.length + 255);
    for (let sum = 0; sum < sums.length; sum++)
      for (let d = 0; d < 256; d++) next[sum + d]! += sums[sum]! * one[d]!;
    sums = next;
  }
  return sums;
}

test.each([
  [16, 1.5],
  [100, 1.1],
])("of %d samples, p is the exact probability and at most %d times that", (n, factor) => {
  const sums = sumsOfDistances(n);
  const mean = (n * (256 ** 2 - 1)) / (3 * 256);
  const sd = Math.sqrt(n * ((256 ** 2 - 1) / 6 - ((256 ** 2 - 1) / (3 * 256)) ** 2));
  for (const score of [2, 3, 4]) {
    const distance = Math.ceil(mean + score * sd);
    const exact = sums.subarray(distance).reduceRight((sum, share) => sum + share, 0);
    const pair = { n, equal: 0, distance, changedBits: 0 };
    const { p, limits } = largestUaci([pair], 8);
    expect(p / exact).toBeGreaterThan(0.995);
    expect(p / exact).toBeLessThan(factor);
    // At its own level it lies on the limit.
    expect(limits(p).high! * 255 * n).toBeCloseTo(distance, 4);
  }
});
