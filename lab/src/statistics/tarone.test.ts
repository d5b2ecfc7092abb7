import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { canFail } from "./tarone.ts";

test("tests that cannot reach their share are left out, which makes the shares of the others larger", () => {
  // At 0.05 a family of four has shares of 0.0125, one of two has 0.025: 0.02 is within reach there.
  expect(canFail([0.02, 0.3, 0.04, 0.001], 0.05)).toEqual([true, false, false, true]);
  expect(canFail([0, 0, 0], 0.001)).toEqual([true, true, true]);
  expect(canFail([0.01], 0.001)).toEqual([false]);
  expect(canFail([], 0.001)).toEqual([]);
});

const share = fc.double({ min: 0, max: 1, noNaN: true });
property.prop([fc.array(share), fc.double({ min: 1e-6, max: 0.5, noNaN: true })])(
  "whatever is kept can be rejected",
  (leastP, alpha) => {
    const kept = leastP.filter((_, i) => canFail(leastP, alpha)[i]);
    for (const least of kept) expect(least).toBeLessThan(alpha / kept.length);
  },
);
