import type { BitSequence } from "./bit-sequence.ts";
import { classCountsP } from "./class-counts.ts";
import type { NistTest } from "./nist-test.ts";

/** Rows and columns of the standard's matrices. */
const standardSize = 32;

/** Matrices that section 2.5.7 asks for at least. */
const fewestMatrices = 38;

/** Limits for large matrices of the three probabilities, as section 2.5.4 rounds them. */
export const asymptoticRankProbabilities: readonly number[] = [0.2888, 0.5776, 0.1336];

/** What the rank test found: matrices of full rank, of one less, and the others. */
export interface MatrixRank {
  readonly counts: readonly number[];
  readonly p: number;
}

/**
 * Whether square matrices of successive bits have the ranks that random ones have (2.5).
 *
 * @param size rows and columns, 1 to 32
 * @param probabilities of full rank, one less, and the others; default exact (3.5)
 */
export function matrixRank(
  sequence: BitSequence,
  size: number = standardSize,
  probabilities: readonly number[] = rankProbabilities(size),
): MatrixRank {
  const matrices = Math.floor(sequence.length / size ** 2);
  const counts = [0, 0, 0];
  const rows = new Int32Array(size);
  for (let matrix = 0; matrix < matrices; matrix++) {
    for (let row = 0; row < size; row++)
      rows[row] = sequence.word((matrix * size + row) * size) >>> (32 - size);
    counts[Math.min(size - rank(rows, size), 2)]! += 1;
  }
  return { counts, p: classCountsP(counts, probabilities) };
}

/** Rank over GF(2); the rows are used up. */
function rank(rows: Int32Array, size: number): number {
  let found = 0;
  for (let column = 0; column < size; column++) {
    const bit = 1 << column;
    let pivot = found;
    while (pivot < size && (rows[pivot]! & bit) === 0) pivot++;
    if (pivot === size) continue;
    const reducer = rows[pivot]!;
    rows[pivot] = rows[found]!;
    found++;
    for (let row = found; row < size; row++) if ((rows[row]! & bit) !== 0) rows[row]! ^= reducer;
  }
  return found;
}

/** Probability of full rank, one less, and the others of a random square matrix (3.5). */
function rankProbabilities(size: number): readonly number[] {
  const [full, less] = [rankProbability(size, size), rankProbability(size - 1, size)];
  return [full, less, 1 - full - less];
}

function rankProbability(r: number, size: number): number {
  let product = 2 ** (r * (2 * size - r) - size * size);
  for (let i = 0; i < r; i++) product *= (1 - 2 ** (i - size)) ** 2 / (1 - 2 ** (i - r));
  return product;
}

export const matrixRankTest: NistTest = {
  id: "matrix-rank",
  section: "2.5",
  minimumBits: fewestMatrices * standardSize ** 2,
  run: (sequence) => [{ name: "", p: matrixRank(sequence).p }],
};
