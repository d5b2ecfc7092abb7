import { normalP } from "../statistics/normal.ts";
import type { BitSequence } from "./bit-sequence.ts";
import type { NistTest } from "./nist-test.ts";

/**
 * Whether the bits change as often as they should (2.3). Where ones are so many or few that the
 * frequency test fails anyway, that test's P-value, 6.3e-5 or less. The standard sets 0 there, which
 * would call impossible what one ideal sequence in 16,000 does.
 */
export function runs({ bits, length }: BitSequence): number {
  let ones = bits[0]!;
  let count = 1;
  for (let i = 1; i < length; i++) {
    ones += bits[i]!;
    count += bits[i]! ^ bits[i - 1]!;
  }
  const share = ones / length;
  if (Math.abs(share - 0.5) >= 2 / Math.sqrt(length))
    return normalP((2 * ones - length) / Math.sqrt(length));
  const product = share * (1 - share);
  return normalP((count - 2 * length * product) / (2 * Math.sqrt(length) * product));
}

export const runsTest: NistTest = {
  id: "runs",
  section: "2.3",
  minimumBits: 100,
  run: (sequence) => [{ name: "", p: runs(sequence) }],
};
