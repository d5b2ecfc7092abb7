import { chiSquaredTails } from "../statistics/chi-squared.ts";
import { aperiodicTemplates } from "./aperiodic-templates.ts";
import type { BitSequence } from "./bit-sequence.ts";
import type { NistPValue, NistTest } from "./nist-test.ts";

/** Length of the templates that the published answers have (2.7.7 recommends 9 or 10). */
const standardBits = 9;
/** Blocks, fixed by NIST's program. */
const standardBlocks = 8;

/**
 * Whether each aperiodic template occurs in every block as often as it should (2.7). Occurrences
 * cannot overlap, so that counting all of them in one pass serves every template.
 */
export function nonOverlappingTemplates(
  { bits, length }: BitSequence,
  templateBits: number = standardBits,
  blocks: number = standardBlocks,
): readonly NistPValue[] {
  const blockBits = Math.floor(length / blocks);
  const patterns = 2 ** templateBits;
  const mean = (blockBits - templateBits + 1) / patterns;
  const variance = blockBits * (1 / patterns - (2 * templateBits - 1) / patterns ** 2);
  const squares = new Float64Array(patterns);
  const counts = new Uint32Array(patterns);
  for (let block = 0; block < blocks; block++) {
    counts.fill(0);
    const start = block * blockBits;
    let pattern = 0;
    for (let i = 0; i < blockBits; i++) {
      pattern = ((pattern << 1) | bits[start + i]!) & (patterns - 1);
      if (i >= templateBits - 1) counts[pattern]!++;
    }
    for (let i = 0; i < patterns; i++) squares[i]! += (counts[i]! - mean) ** 2;
  }
  return aperiodicTemplates(templateBits).map((template) => ({
    name: template.toString(2).padStart(templateBits, "0"),
    p: chiSquaredTails(squares[template]! / variance, blocks).upper,
  }));
}

export const nonOverlappingTemplatesTest: NistTest = {
  id: "non-overlapping-templates",
  section: "2.7",
  // Every block shall expect each template more than 20 times, so that a count is nearly normal.
  minimumBits: 100_000,
  run: (sequence) => nonOverlappingTemplates(sequence),
};
