/**
 * One solution x of A x = b modulo 2^bits, by elimination with the pivot of fewest factors 2, which
 * divides all that is left.
 *
 * @param rows of A, each as long as x; overwritten
 * @param right b; overwritten
 * @param bits 1 to 32
 * @returns undefined where there is none; where there are many, that with zeros where it is free
 */
export function solveModulo(
  rows: readonly Uint32Array[],
  right: Uint32Array,
  bits: number,
): Uint32Array | undefined {
  const mask = bits === 32 ? 0xffff_ffff : 2 ** bits - 1;
  const width = rows[0]?.length ?? 0;
  const pivots: [row: number, column: number][] = [];
  const usedRows = new Set<number>();
  const usedColumns = new Set<number>();
  for (;;) {
    const pivot = fewestTwos(rows, usedRows, usedColumns);
    if (pivot === undefined) break;
    const [row, column] = pivot;
    const a = rows[row]!;
    const twos = Math.log2(a[column]! & -a[column]!);
    const inverse = inverseOfOdd(a[column]! >>> twos);
    for (const [other, b] of rows.entries()) {
      if (other === row || usedRows.has(other) || b[column] === 0) continue;
      const factor = Math.imul(b[column]! >>> twos, inverse);
      for (let i = 0; i < width; i++) b[i] = (b[i]! - Math.imul(factor, a[i]!)) & mask;
      right[other] = (right[other]! - Math.imul(factor, right[row]!)) & mask;
    }
    pivots.push(pivot);
    usedRows.add(row);
    usedColumns.add(column);
  }
  if (rows.some((_, row) => !usedRows.has(row) && right[row] !== 0)) return undefined;
  const x = new Uint32Array(width);
  for (const [row, column] of pivots.toReversed()) {
    const a = rows[row]!;
    let rest = right[row]!;
    for (let i = 0; i < width; i++) if (i !== column) rest -= Math.imul(a[i]!, x[i]!);
    const twos = Math.log2(a[column]! & -a[column]!);
    if ((rest & (2 ** twos - 1)) !== 0) return undefined;
    x[column] = Math.imul((rest & mask) >>> twos, inverseOfOdd(a[column]! >>> twos)) & mask;
  }
  return x;
}

/** The unused entry that the fewest twos divide. */
function fewestTwos(
  rows: readonly Uint32Array[],
  usedRows: ReadonlySet<number>,
  usedColumns: ReadonlySet<number>,
): [number, number] | undefined {
  let best: [number, number] | undefined;
  let least = Infinity;
  for (const [row, values] of rows.entries()) {
    if (usedRows.has(row)) continue;
    for (let column = 0; column < values.length; column++) {
      const value = values[column]!;
      if (value === 0 || usedColumns.has(column)) continue;
      const low = (value & -value) >>> 0;
      if (low >= least) continue;
      [best, least] = [[row, column], low];
      if (low === 1) return best;
    }
  }
  return best;
}

/** Newton's iteration doubles the bits that are right. */
export function inverseOfOdd(value: number): number {
  let inverse = value;
  for (let i = 0; i < 5; i++) inverse = Math.imul(inverse, 2 - Math.imul(value, inverse));
  return inverse >>> 0;
}
