import { normalP } from "../statistics/normal.ts";
import type { BitSequence } from "./bit-sequence.ts";
import type { NistTest } from "./nist-test.ts";

/**
 * Maurer's statistic of random bits, for blocks of 1 to 16 bits: mean and variance of a term
 * (Handbook of Applied Cryptography, table 5.3; section 2.9.4 from 6 on).
 */
const moments = [
  [0.7326495, 0.69],
  [1.5374383, 1.338],
  [2.4016068, 1.901],
  [3.3112247, 2.358],
  [4.2534266, 2.705],
  [5.2177052, 2.954],
  [6.1962507, 3.125],
  [7.1836656, 3.238],
  [8.1764248, 3.311],
  [9.1723243, 3.356],
  [10.170032, 3.384],
  [11.168765, 3.401],
  [12.16807, 3.41],
  [13.167693, 3.416],
  [14.167488, 3.419],
  [15.167379, 3.421],
] as const;

const smallestBlock = 6;
const largestBlock = 16;

/** What Maurer's test found. */
export interface Universal {
  /** Mean of log2 of the distance to the last occurrence of the same block. */
  readonly statistic: number;
  readonly p: number;
}

/**
 * Whether the bits can be compressed: how far apart equal blocks lie (Maurer's universal test, 2.9).
 *
 * @param blockBits 1 to 16, default as section 2.9.7 says for the length
 * @param initialBlocks that only fill the table, default 10 · 2^blockBits
 */
export function universal(
  { bits, length }: BitSequence,
  blockBits: number = recommendedBlock(length),
  initialBlocks: number = 10 * 2 ** blockBits,
): Universal {
  const blocks = Math.floor(length / blockBits);
  const last = new Uint32Array(2 ** blockBits);
  let sum = 0;
  for (let block = 1; block <= blocks; block++) {
    let pattern = 0;
    for (let i = (block - 1) * blockBits; i < block * blockBits; i++)
      pattern = (pattern << 1) | bits[i]!;
    if (block > initialBlocks) sum += Math.log2(block - last[pattern]!);
    last[pattern] = block;
  }
  const tested = blocks - initialBlocks;
  const statistic = sum / tested;
  const [mean, variance] = moments[blockBits - 1]!;
  // Terms are dependent: the correction of Coron and Naccache (3.9).
  const correction =
    0.7 - 0.8 / blockBits + ((4 + 32 / blockBits) * tested ** (-3 / blockBits)) / 15;
  return {
    statistic,
    p: normalP((statistic - mean) / (correction * Math.sqrt(variance / tested))),
  };
}

/** The longest block that leaves 1,000 · 2^L blocks to test after 10 · 2^L initial ones. */
function recommendedBlock(length: number): number {
  let blockBits = smallestBlock;
  while (blockBits < largestBlock && length >= neededBits(blockBits + 1)) blockBits++;
  return blockBits;
}

function neededBits(blockBits: number): number {
  return 1010 * 2 ** blockBits * blockBits;
}

export const universalTest: NistTest = {
  id: "universal",
  section: "2.9",
  minimumBits: neededBits(smallestBlock),
  run: (sequence) => [{ name: "", p: universal(sequence).p }],
};
