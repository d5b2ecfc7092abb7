/**
 * Lenstra, Lenstra and Lovász's reduction of a basis in integers alone (Cohen, A Course in Computational
 * Algebraic Number Theory, algorithm 2.6.7; quality 99/100): exact, for some dozens of dimensions.
 *
 * @param basis independent rows of one length
 * @returns another basis of the same lattice, the first row of which is short
 * @throws {RangeError} for rows that are dependent
 */
export function reduceLattice(basis: readonly (readonly bigint[])[]): bigint[][] {
  const rows = basis.map((row) => [...row]);
  const n = rows.length;
  // Determinants of leading Gram matrices, from d[0] = 1, and the numerators of the projections.
  const d: bigint[] = [1n];
  const projected = rows.map(() => Array.from({ length: n }, () => 0n));

  const project = (k: number): void => {
    for (let j = 0; j <= k; j++) {
      let u = inner(rows[k]!, rows[j]!);
      for (let i = 0; i < j; i++)
        u = (d[i + 1]! * u - projected[k]![i]! * projected[j]![i]!) / d[i]!;
      if (j < k) projected[k]![j] = u;
      else d[k + 1] = u;
    }
    if (d[k + 1] === 0n) throw new RangeError(`"basis" expected independent rows, row ${k} is not`);
  };

  const shorten = (k: number, l: number): void => {
    const q = nearest(projected[k]![l]!, d[l + 1]!);
    if (q === 0n) return;
    rows[k] = rows[k]!.map((entry, i) => entry - q * rows[l]![i]!);
    projected[k]![l]! -= q * d[l + 1]!;
    for (let i = 0; i < l; i++) projected[k]![i]! -= q * projected[l]![i]!;
  };

  const exchange = (k: number, last: number): void => {
    [rows[k], rows[k - 1]] = [rows[k - 1]!, rows[k]!];
    for (let j = 0; j < k - 1; j++)
      [projected[k]![j], projected[k - 1]![j]] = [projected[k - 1]![j]!, projected[k]![j]!];
    const between = projected[k]![k - 1]!;
    const below = (d[k - 1]! * d[k + 1]! + between * between) / d[k]!;
    for (let i = k + 1; i <= last; i++) {
      const at = projected[i]!;
      const former = at[k]!;
      at[k] = (d[k + 1]! * at[k - 1]! - between * former) / d[k]!;
      at[k - 1] = (below * former + between * at[k]) / d[k + 1]!;
    }
    d[k] = below;
  };

  project(0);
  let last = 0;
  for (let k = 1; k < n;) {
    if (k > last) project((last = k));
    shorten(k, k - 1);
    const between = projected[k]![k - 1]!;
    if (100n * (d[k + 1]! * d[k - 1]! + between * between) < 99n * d[k]! * d[k]!) {
      exchange(k, last);
      k = Math.max(1, k - 1);
    } else {
      for (let l = k - 2; l >= 0; l--) shorten(k, l);
      k++;
    }
  }
  return rows;
}

function inner(a: readonly bigint[], b: readonly bigint[]): bigint {
  return a.reduce((sum, entry, i) => sum + entry * b[i]!, 0n);
}

/** a / b rounded to the nearest integer; b positive. */
function nearest(a: bigint, b: bigint): bigint {
  const twice = 2n * a + b;
  const quotient = twice / (2n * b);
  return twice < 0n && quotient * 2n * b !== twice ? quotient - 1n : quotient;
}
