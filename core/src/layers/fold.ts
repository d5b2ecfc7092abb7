import { blockBytes, vectorBytes } from "./block-shuffle.ts";

/**
 * Cells a row when a plane of `cells` is folded to a near-square one: odd, so that no power of two
 * brings the same cells together again and again. Where blocks of a shuffle are larger than a vector, the
 * cell below has another place in its block, a golden section of the block away: where both had the same,
 * places would spread sideways alone, and under one key of a hundred thousand not everywhere.
 */
export function latticePitch(cells: number): number {
  const root = Math.floor(Math.sqrt(cells));
  const block = blockBytes(cells);
  // In a single vector every place is reached at once.
  if (block === vectorBytes) return root | 1;
  const aside = Math.floor((block * 6765) / 17711) | 1;
  const above = (((root - aside) % block) + block) % block;
  return above <= block / 2 ? root - above : root - above + block;
}
