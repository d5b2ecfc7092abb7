import { expect, test } from "vitest";
import { productsAtLags } from "./lags.ts";

test.each([1, 2, 100, 128])(
  "sums of products of %d values at all lags are the definition's",
  (n) => {
    const a = Float64Array.from({ length: n }, (_, i) => Math.sin(3 * i * i) * 100);
    const b = Float64Array.from({ length: n }, (_, i) => Math.cos(5 * i * i + 1) * 100);
    const { size, sums } = productsAtLags(a, b);
    expect(size).toBe(2 ** Math.ceil(Math.log2(n)));
    for (let lag = 0; lag < size; lag++) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += a[i]! * (b[(i + lag) % size] ?? 0);
      expect(sums[lag]).toBeCloseTo(sum, 6);
    }
  },
);
