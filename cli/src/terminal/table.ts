import { textWidth, wrappedLines } from "./wrap.ts";

type Row = readonly string[];

/**
 * Rows of text as aligned columns; a column is right-aligned when all of its cells are numbers. A table
 * that is too wide has its columns nearer to each other, and then its longest cells in several lines.
 * @param paint colours a cell that has been brought to its width; the width must stay
 */
export function table(
  head: Row,
  rows: readonly Row[],
  paint: (cell: string) => string = (cell) => cell,
): string {
  const needed = head.map((_, i) => widthOf(i, [head, ...rows]));
  const gap = 2 * (head.length - 1) + sum(needed) <= textWidth ? "  " : " ";
  const widths = narrowed(needed, textWidth - gap.length * (head.length - 1), [head, ...rows]);
  const numeric = head.map((_, i) =>
    rows.every((row) => /^-?[\d.]+(?:e-?\d+)?%?$/.test(row[i] ?? "")),
  );
  const line = (cells: Row, paint = (cell: string): string => cell): string => {
    const last = cells.findLastIndex((cell) => cell !== "");
    return cells
      .slice(0, last + 1)
      .map((cell, i) => {
        if (numeric[i]) return paint(cell.padStart(widths[i]!));
        return paint(i === last ? cell : cell.padEnd(widths[i]!));
      })
      .join(gap);
  };
  const rule = widths.map((width) => "-".repeat(width));
  return [
    ...broken(head, widths).map((cells) => line(cells)),
    line(rule),
    ...rows.flatMap((row) => broken(row, widths).map((cells) => line(cells, paint))),
  ].join("\n");
}

/** Widths that fit into `room`: the widest column gives way, as far as its words allow. */
function narrowed(widths: readonly number[], room: number, rows: readonly Row[]): number[] {
  const fitting = [...widths];
  for (let over = sum(fitting) - room; over > 0; over = sum(fitting) - room) {
    const least = fitting.map((_, i) => widthOf(i, rows, longestWord));
    const slack = fitting.map((width, i) => (width > least[i]! ? width : 0));
    const widest = slack.indexOf(Math.max(...slack));
    if (slack[widest] === 0) break;
    fitting[widest] = Math.max(least[widest]!, fitting[widest]! - over);
  }
  return fitting;
}

/** A row in as many lines as its longest cell takes. */
function broken(row: Row, widths: readonly number[]): Row[] {
  const cells = row.map((cell, i) =>
    cell.length > widths[i]! ? wrappedLines(cell, widths[i]!) : [cell],
  );
  const lines = Math.max(...cells.map(({ length }) => length));
  return Array.from({ length: lines }, (_, line) => cells.map((cell) => cell[line] ?? ""));
}

function widthOf(
  column: number,
  rows: readonly Row[],
  measure = (cell: string): number => cell.length,
): number {
  return Math.max(...rows.map((row) => measure(row[column] ?? "")));
}

function longestWord(text: string): number {
  return Math.max(...text.split(/\s+/).map(({ length }) => length));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
