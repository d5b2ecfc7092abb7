import { heading, type PaperCell, type PaperColumn, type PaperTable } from "./paper-table.ts";

/**
 * A table as comma-separated values (RFC 4180, lines ended by line feeds): an estimate takes four
 * columns, mean, both ends of its interval and the number of values, in full precision. What is
 * infinite is written "inf", as most programs read it; what does not exist is empty.
 */
export function csvTable({ columns, rows }: PaperTable): string {
  const lines = [
    columns.flatMap(titles),
    ...rows.map((row) => columns.flatMap((column, i) => fields(column, row[i]))),
  ];
  return lines.map((line) => `${line.map(quoted).join(",")}\n`).join("");
}

function titles(column: PaperColumn): readonly string[] {
  const name = heading(column);
  return column.estimates ? [name, `${name} low`, `${name} high`, `${name} n`] : [name];
}

function fields({ estimates }: PaperColumn, cell: PaperCell): readonly string[] {
  if (typeof cell === "string") return estimates ? [cell, "", "", ""] : [cell];
  if (cell === undefined) return estimates ? ["", "", "", ""] : [""];
  return [number(cell.value), number(cell.low), number(cell.high), String(cell.n)];
}

function number(value: number): string {
  if (Number.isNaN(value)) return "";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  return String(value);
}

function quoted(field: string): string {
  return /[",\n\r]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
