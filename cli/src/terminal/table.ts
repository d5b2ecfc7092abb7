/**
 * Rows of text as aligned columns; a column is right-aligned when all of its cells are numbers.
 * @param paint colours a cell that has been brought to its width; the width must stay
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  paint: (cell: string) => string = (cell) => cell,
): string {
  const widths = head.map((title, i) =>
    Math.max(title.length, ...rows.map((row) => (row[i] ?? "").length)),
  );
  const numeric = head.map((_, i) =>
    rows.every((row) => /^-?[\d.]+(?:e-?\d+)?%?$/.test(row[i] ?? "")),
  );
  const line = (cells: readonly string[], paint = (cell: string): string => cell): string => {
    const last = cells.findLastIndex((cell) => cell !== "");
    return cells
      .slice(0, last + 1)
      .map((cell, i) => {
        if (numeric[i]) return paint(cell.padStart(widths[i]!));
        return paint(i === last ? cell : cell.padEnd(widths[i]!));
      })
      .join("  ");
  };
  const rule = widths.map((w) => "-".repeat(w));
  return [line(head), line(rule), ...rows.map((row) => line(row, paint))].join("\n");
}
