import type { Estimate } from "./estimate.ts";

/** A column of a table that papers print. */
export interface PaperColumn {
  /** As the field writes it, in plain text: "NPCR", "χ²". */
  readonly title: string;
  /** Of its values: "%", "dB", "ms"; none for words and plain numbers. */
  readonly unit?: string;
  /** Whether its cells are estimates; default: text. */
  readonly estimates?: true;
}

/** Text, an estimate, or nothing where there is nothing to say. */
export type PaperCell = string | Estimate | undefined;

/** A table that can be written in every form: terminal, Markdown, HTML, CSV and LaTeX. */
export interface PaperTable {
  /** Name of its files and its label: lower-case letters, digits and hyphens. */
  readonly id: string;
  /** What it holds, a sentence. */
  readonly caption: string;
  readonly columns: readonly PaperColumn[];
  /** A cell for every column. */
  readonly rows: readonly (readonly PaperCell[])[];
}

/** A column's heading in plain text, "NPCR (%)". */
export function heading({ title, unit }: PaperColumn): string {
  return unit === undefined ? title : `${title} (${unit})`;
}

/** Characters of text that stand in one line of a table; sentences break. */
const longestLine = 40;

/** Whether a column has sentences in it. */
export function hasSentences({ columns, rows }: PaperTable, column: number): boolean {
  if (columns[column]?.estimates) return false;
  return rows.some((row) => {
    const cell = row[column];
    return typeof cell === "string" && cell.length > longestLine;
  });
}
