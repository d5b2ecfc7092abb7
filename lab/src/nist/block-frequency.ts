import { chiSquaredTails } from "../statistics/chi-squared.ts";
import type { BitSequence } from "./bit-sequence.ts";
import type { NistTest } from "./nist-test.ts";

/**
 * Default of NIST's program and block of the published answers; section 2.2.7 asks for fewer than 100
 * blocks, which only makes the test less sensitive to short-range bias.
 */
const defaultBlockBits = 128;

/** Whether ones make up half of every block of `blockBits` (2.2); the rest is left out. */
export function blockFrequency(
  { bits, length }: BitSequence,
  blockBits: number = defaultBlockBits,
): number {
  const blocks = Math.floor(length / blockBits);
  let squares = 0;
  for (let block = 0; block < blocks; block++) {
    let ones = 0;
    for (let i = block * blockBits; i < (block + 1) * blockBits; i++) ones += bits[i]!;
    squares += (ones / blockBits - 0.5) ** 2;
  }
  return chiSquaredTails(4 * blockBits * squares, blocks).upper;
}

export const blockFrequencyTest: NistTest = {
  id: "block-frequency",
  section: "2.2",
  minimumBits: 10 * defaultBlockBits,
  run: (sequence) => [{ name: "", p: blockFrequency(sequence) }],
};
