import { drawBelow, drawPermutation } from "./permutation.ts";

/** Bytes a row of the grid, unless it is asked for others. */
const usualRowBytes = 4096;

/**
 * A permutation of all bytes from few words: the bytes stand in rows of 4,096 or another number, each
 * column is turned by a number of rows of its own, each row by a number of columns, and all rows change
 * their columns by one drawn permutation. A shorter last row keeps of that permutation what it has
 * columns for.
 */
export interface GridPermutation {
  readonly rowBytes: number;
  readonly columns: Uint16Array;
  readonly lastColumns: Uint16Array;
  readonly rowTurns: Uint16Array;
  readonly columnTurns: Uint32Array;
}

/**
 * @param bytes how many change places
 * @param word the next 32 bits of a generator; two words a column and one a row are taken, and seldom more
 */
export function drawGridPermutation(
  bytes: number,
  word: () => number,
  rowBytes: number = usualRowBytes,
): GridPermutation {
  const width = Math.min(bytes, rowBytes);
  const rows = Math.ceil(bytes / rowBytes);
  const last = bytes - (rows - 1) * rowBytes;
  const columns = Uint16Array.from(drawPermutation(width, word));
  return {
    rowBytes,
    columns,
    lastColumns: columns.filter((column) => column < last),
    rowTurns: Uint16Array.from({ length: rows }, (_, row) =>
      drawBelow(row === rows - 1 ? last : width, word),
    ),
    columnTurns: Uint32Array.from({ length: width }, (_, column) =>
      drawBelow(columnHeight(column, rows, last), word),
    ),
  };
}

/**
 * Bytes a row so that the grid takes few words at any size, about twice as long as there are rows: the
 * first power of two from 16 on whose square is four times the bytes or more, at most 4,096.
 */
export function thriftyRowBytes(bytes: number): number {
  let rowBytes = 16;
  while (rowBytes < usualRowBytes && rowBytes * rowBytes < 4 * bytes) rowBytes *= 2;
  return rowBytes;
}

export function permuteGrid(data: Uint8Array, permutation: GridPermutation): void {
  const before = data.slice();
  for (const [at, sources] of rowSources(permutation))
    for (let i = 0; i < sources.length; i++) data[at + i] = before[sources[i]!]!;
}

export function unpermuteGrid(data: Uint8Array, permutation: GridPermutation): void {
  const after = data.slice();
  for (const [at, sources] of rowSources(permutation))
    for (let i = 0; i < sources.length; i++) data[sources[i]!] = after[at + i]!;
}

/** Row by row: where it begins, and where each of its bytes comes from. The array is used again. */
export function* rowSources({
  rowBytes,
  columns,
  lastColumns,
  rowTurns,
  columnTurns,
}: GridPermutation): Generator<readonly [number, Uint32Array]> {
  const all = new Uint32Array(columns.length);
  const rows = rowTurns.length;
  for (let row = 0; row < rows; row++) {
    const order = row === rows - 1 ? lastColumns : columns;
    const sources = all.subarray(0, order.length);
    for (let i = 0, turned = rowTurns[row]!; i < sources.length; i++, turned++) {
      if (turned === order.length) turned = 0;
      const column = order[turned]!;
      const height = columnHeight(column, rows, lastColumns.length);
      const from = row + columnTurns[column]!;
      sources[i] = (from < height ? from : from - height) * rowBytes + column;
    }
    yield [row * rowBytes, sources];
  }
}

function columnHeight(column: number, rows: number, lastRow: number): number {
  return column < lastRow ? rows : rows - 1;
}
