import { expect, test } from "vitest";
import { linearComplexity } from "../nist/berlekamp-massey.ts";
import { smallComplexityP } from "./mask-linear-complexity.ts";

test("the probability of a small complexity is that of all sequences of twelve bits", () => {
  const length = 12;
  const found = new Float64Array(length + 1);
  for (let number = 0; number < 2 ** length; number++) {
    const bits = Uint8Array.from({ length }, (_, i) => (number >> i) & 1);
    found[linearComplexity(bits, 0, length)]!++;
  }
  let below = 0;
  for (let complexity = 0; 2 * complexity < length; complexity++) {
    below += found[complexity]!;
    expect(smallComplexityP(complexity, length)).toBeCloseTo(below / 2 ** length, 12);
  }
  expect(smallComplexityP(6, length)).toBe(1);
  expect(smallComplexityP(980, 2048)).toBeCloseTo((2 / 3) * 2 ** -88, 40);
});
