import { estimateText } from "./estimate.ts";
import { heading, type PaperCell, type PaperTable } from "./paper-table.ts";

/** A table in Markdown, its caption below it. */
export function markdownTable({ caption, columns, rows }: PaperTable): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    line(columns.map((column) => markdownText(heading(column)))),
    `|${columns.map(({ estimates }) => (estimates ? "---:" : "---")).join("|")}|`,
    ...rows.map((row) => line(columns.map((_, i) => markdownCell(row[i])))),
    "",
    caption,
    "",
  ].join("\n");
}

function markdownCell(cell: PaperCell): string {
  if (cell === undefined) return "";
  return typeof cell === "string" ? markdownText(cell) : estimateText(cell);
}

/** A cell must not end early. */
function markdownText(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll(/\s+/g, " ");
}
