import { latexTable } from "../../report/latex.ts";
import { Markup, markup } from "../../report/markup.ts";
import { reportPage } from "../../report/page.ts";
import { htmlTable } from "../../report/paper-html.ts";
import type { PaperTable } from "../../report/paper-table.ts";
import type { Plot } from "./plots.ts";

/** The study as one HTML file that opens alone. */
export function familiesReport(
  summary: string,
  tables: readonly PaperTable[],
  figures: readonly Plot[],
): string {
  return reportPage({
    title: "The survey of four families, claim by claim",
    lead: [
      summary,
      markup`<strong>Passing proves nothing about security.</strong> How it was measured, and what the words mean, stands on the study's page.`,
    ],
    sections: [
      ...tables.map((table) => ({
        id: table.id,
        name: table.caption,
        body: htmlTable({ ...table, caption: `families-${table.id}.csv` }),
      })),
      {
        id: "figures",
        name: "Figures",
        body: figures.map(
          ({ svg }) => markup`<figure style="max-width: 44rem">${new Markup(svg)}</figure>\n`,
        ),
      },
    ],
    footer: markup`Written by <code>neuroveil study families --report docs</code> from its record.`,
  });
}

/** All tables, for whoever writes a paper. */
export function familiesLatex(tables: readonly PaperTable[]): string {
  return tables.map(latexTable).join("\n");
}
