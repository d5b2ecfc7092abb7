/** Equal rectangles side by side from the upper left corner of a plane. */
export interface BlockGrid {
  readonly blockWidth: number;
  readonly blockHeight: number;
  readonly columns: number;
  readonly rows: number;
}

/**
 * Cuts a plane into rectangles of `area` pixels: the squarest shape of which `wanted` fit, a wide one
 * before a tall one; where none fits so often, the shape that fits most often.
 *
 * @returns undefined where no shape fits at all
 */
export function blockGrid(
  plane: { readonly width: number; readonly height: number },
  area: number,
  wanted: number,
): BlockGrid | undefined {
  let best: BlockGrid | undefined;
  for (const [blockWidth, blockHeight] of shapes(area)) {
    const columns = Math.floor(plane.width / blockWidth);
    const rows = Math.floor(plane.height / blockHeight);
    const grid = { blockWidth, blockHeight, columns, rows };
    if (columns * rows >= wanted) return grid;
    if (columns * rows > (best === undefined ? 0 : best.columns * best.rows)) best = grid;
  }
  return best;
}

/** Widths and heights with product `area`, the squarest first. */
function shapes(area: number): readonly (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  for (let short = Math.floor(Math.sqrt(area)); short > 0; short--) {
    if (area % short !== 0) continue;
    const long = area / short;
    found.push([long, short]);
    if (long !== short) found.push([short, long]);
  }
  return found;
}
