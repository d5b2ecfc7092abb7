import { normalP } from "../statistics/normal.ts";
import type { BitSequence } from "./bit-sequence.ts";
import type { NistTest } from "./nist-test.ts";

/** Whether ones and zeros are equally many (2.1). */
export function frequency({ bits, length }: BitSequence): number {
  const ones = bits.reduce((sum, bit) => sum + bit, 0);
  return normalP((2 * ones - length) / Math.sqrt(length));
}

export const frequencyTest: NistTest = {
  id: "frequency",
  section: "2.1",
  minimumBits: 100,
  run: (sequence) => [{ name: "", p: frequency(sequence) }],
};
