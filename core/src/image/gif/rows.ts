/** Rows of an interlaced GIF come in four passes: where each begins, and how far its rows are apart. */
const passes = [
  [0, 8],
  [4, 8],
  [2, 4],
  [1, 2],
] as const;

/** Rows as they are shown, of those that an interlaced picture stores. */
export function inOrder(stored: Uint8Array, width: number, height: number): Uint8Array {
  const result = new Uint8Array(stored.length);
  let from = 0;
  for (const y of storedRows(height)) {
    result.set(stored.subarray(from, from + width), y * width);
    from += width;
  }
  return result;
}

/** The reverse. */
export function interlaced(rows: Uint8Array, width: number, height: number): Uint8Array {
  const result = new Uint8Array(rows.length);
  let to = 0;
  for (const y of storedRows(height)) {
    result.set(rows.subarray(y * width, (y + 1) * width), to);
    to += width;
  }
  return result;
}

function* storedRows(height: number): Generator<number> {
  for (const [start, step] of passes) for (let y = start; y < height; y += step) yield y;
}
