import { estimateText } from "./estimate.ts";
import type { Markup } from "./markup.ts";
import { heading, type PaperTable } from "./paper-table.ts";
import { reportTable } from "./table.ts";

/** A table as a part of a report's page. */
export function htmlTable({ caption, columns, rows }: PaperTable): Markup {
  return reportTable({
    caption,
    columns: columns.map((column) => ({
      title: heading(column),
      ...(column.estimates && { kind: "number" as const }),
    })),
    rows: rows.map((row) =>
      row.map((cell) =>
        cell === undefined || typeof cell === "string" ? (cell ?? "") : estimateText(cell),
      ),
    ),
  });
}
