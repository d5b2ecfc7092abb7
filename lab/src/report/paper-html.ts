import { estimateText } from "./estimate.ts";
import type { Markup } from "./markup.ts";
import { hasSentences, heading, type PaperTable } from "./paper-table.ts";
import { reportTable, type ReportColumn } from "./table.ts";

/** A table as a part of a report's page. */
export function htmlTable(table: PaperTable): Markup {
  const { caption, columns, rows } = table;
  return reportTable({
    caption,
    columns: columns.map((column, i): ReportColumn => {
      const title = heading(column);
      if (column.estimates) return { title, kind: "number" };
      return hasSentences(table, i) ? { title, kind: "long" } : { title };
    }),
    rows: rows.map((row) =>
      row.map((cell) =>
        cell === undefined || typeof cell === "string" ? (cell ?? "") : estimateText(cell),
      ),
    ),
  });
}
