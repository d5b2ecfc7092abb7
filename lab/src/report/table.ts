import { markup, type Markup, type Part } from "./markup.ts";

export interface ReportColumn {
  readonly title: string;
  /** Numbers are aligned at the right; text that is long enough for lines of its own may break. */
  readonly kind?: "number" | "long";
}

export interface ReportTable {
  /** What the table holds, read out before it. */
  readonly caption: Part;
  readonly columns: readonly ReportColumn[];
  /** A cell for every column; the first one names the row. */
  readonly rows: readonly (readonly Part[])[];
}

const classes = { number: "number", long: "wrap" } as const;

/**
 * A table with headers for its columns and rows. On a narrow page every row becomes a card, with the
 * column's title beside each cell; on a wide one and on paper cells break into lines until all columns
 * fit, twelve and more in smaller letters; in between a wide table scrolls by itself, not the page.
 */
export function reportTable({ caption, columns, rows }: ReportTable): Markup {
  const style = (column: number): string => {
    const kind = columns[column]?.kind;
    return kind === undefined ? "" : classes[kind];
  };
  const head = columns.map(
    ({ title }, i) => markup`<th scope="col" class="${style(i)}">${title}</th>`,
  );
  const body = rows.map(
    ([name, ...cells]) =>
      markup`<tr><th scope="row">${name}</th>${cells.map((cell, i) => markup`<td class="${style(i + 1)}" data-column="${columns[i + 1]?.title}">${cell}</td>`)}</tr>\n`,
  );
  return markup`<div class="table" tabindex="0" role="group" aria-label="Table, scrolls sideways"><table>
<caption><span>${caption}</span></caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody>
</table></div>
`;
}

const signs = { pass: "✓ pass", fail: "✕ fail", info: "info" } as const;

/** A verdict in words, with a sign and a colour that say the same. */
export function verdictMark(
  verdict: "pass" | "fail" | "info",
  words: string = signs[verdict],
): Markup {
  return markup`<span class="verdict ${verdict}">${words}</span>`;
}
