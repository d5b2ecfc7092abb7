import { normalP } from "../statistics/normal.ts";
import type { BitSequence } from "./bit-sequence.ts";
import type { NistTest } from "./nist-test.ts";

/**
 * Whether the bits change as often as they should (2.3); 0 where ones are so many or few that the
 * frequency test fails anyway.
 */
export function runs({ bits, length }: BitSequence): number {
  let ones = bits[0]!;
  let count = 1;
  for (let i = 1; i < length; i++) {
    ones += bits[i]!;
    count += bits[i]! ^ bits[i - 1]!;
  }
  const share = ones / length;
  if (Math.abs(share - 0.5) >= 2 / Math.sqrt(length)) return 0;
  const product = share * (1 - share);
  return normalP((count - 2 * length * product) / (2 * Math.sqrt(length) * product));
}

export const runsTest: NistTest = {
  id: "runs",
  section: "2.3",
  minimumBits: 100,
  run: (sequence) => [{ name: "", p: runs(sequence) }],
};
