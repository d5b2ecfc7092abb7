import { estimateText } from "../../report/estimate.ts";
import { intervalChart } from "../../report/interval-chart.ts";
import { latexTable } from "../../report/latex.ts";
import { markdownTable } from "../../report/markdown.ts";
import { markup, type Part } from "../../report/markup.ts";
import { reportPage } from "../../report/page.ts";
import { htmlTable } from "../../report/paper-html.ts";
import { heading, type PaperCell, type PaperTable } from "../../report/paper-table.ts";
import { claimTable } from "./claims.ts";
import type { HybridRecords } from "./records.ts";
import { differential, hybridTables, times } from "./tables.ts";

/** How the record is made; whoever has the sets in folders of these names repeats it. */
export const command =
  "neuroveil study hybrid mnist cifar-10-batches-bin imagenet-sample --report docs";

/** The section of the page, from the record alone. */
export function hybridSection(records: HybridRecords): string {
  return [
    about(records),
    "## The claims",
    markdownTable(claimTable(records)),
    ...hybridTables(records).flatMap(({ title, tables }) =>
      [`## ${title}`].concat(tables.filter(({ rows }) => rows.length > 0).map(markdownTable)),
    ),
  ].join("\n\n");
}

function about(records: HybridRecords): string {
  const { run } = records;
  if (run === undefined) return "Nothing has been recorded.";
  const { versions, machine, commit, sets } = run;
  const list = sets.map(
    ({ name, pictures, largest: [width, height, channels] }) =>
      `${name} (${pictures} pictures of at most ${width} × ${height} × ${channels} bytes)`,
  );
  return `Made by \`${command}\`, from the record \`hybrid.jsonl\` beside this page; without data sets the same command writes the page again from the record. Sets: ${list.join(", ")}. Begun with version ${versions.neuroveil}${commit === null ? "" : `, commit ${commit.slice(0, 12)}`} (of a cipher that has changed since, everything was measured again), Node ${versions.node}, ${machine.processor}, ${machine.cores} cores that did other things as well. Native keys are HKDF-SHA-256 of the secret (115, i) for picture i, with the cipher's id as label.`;
}

/** The same as one HTML file. */
export function hybridReport(records: HybridRecords): string {
  const sections = hybridTables(records);
  return reportPage({
    title: "The hybrid CNN-LSTM paper, measured",
    lead: [
      markup`What section 6 of the paper asks for, of 21 ciphers on the same pictures. <strong>Passing proves nothing about security.</strong>`,
      about(records).replaceAll("`", ""),
    ],
    sections: [
      { id: "claims", name: "The claims", body: htmlTable(claimTable(records)) },
      ...sections.map(({ title, tables }, i) => ({
        id: `section-${i + 1}`,
        name: title,
        body: [
          tables.filter(({ rows }) => rows.length > 0).map((table) => htmlTable(table)),
          charts(title, records),
        ],
      })),
    ],
    footer: markup`Written by <code>neuroveil study hybrid --report docs</code> from its record.`,
  });
}

/** Charts of a section, where there is something to draw. */
function charts(title: string, records: HybridRecords): Part {
  if (title.startsWith("6.2")) {
    const set = records.run?.sets.at(-1)?.name;
    const table = differential(records);
    const rows = table.rows.filter(([, name]) => name === set);
    return chart(table, rows, "NPCR", 99.609375, `NPCR on ${set ?? "the largest pictures"}`);
  }
  if (title.startsWith("6.3")) return chart(times(records), times(records).rows, "Encryption");
  return undefined;
}

function chart(
  table: PaperTable,
  rows: PaperTable["rows"],
  column: string,
  ideal?: number,
  title = column,
): Part {
  const at = table.columns.findIndex((each) => each.title === column);
  const drawn = rows.flatMap((row) => {
    const [name, cell] = [row[0], row[at]];
    if (typeof name !== "string" || typeof cell !== "object") return [];
    return [{ name, value: cell.value, low: cell.low, high: cell.high }];
  });
  if (drawn.length === 0) return undefined;
  const unit = heading(table.columns[at]!);
  return markup`<figure style="max-width: 44rem">${intervalChart({
    title: `${title} by cipher`,
    unit: `${unit}, ${column === "NPCR" ? "mean and 95% interval; dashed: an ideal cipher" : "median and quartiles"}`,
    rows: drawn,
    ...(ideal !== undefined && { ideal }),
  })}</figure>
`;
}

/** All tables, for whoever writes a paper. */
export function hybridLatex(records: HybridRecords): string {
  return allTables(records).flatMap(bySet).map(latexTable).join("\n");
}

/** A table over several sets as one for each: a page has room for so many rows. */
function bySet(table: PaperTable): readonly PaperTable[] {
  const at = table.columns.findIndex(({ title }) => title === "Data set");
  if (at === -1) return [table];
  const sets = [...new Set(table.rows.map((row) => textOf(row[at])))];
  return sets.map((set, i) => ({
    id: `${table.id}-${i + 1}`,
    caption: `${set}. ${table.caption}`,
    columns: table.columns.toSpliced(at, 1),
    rows: table.rows.filter((row) => row[at] === set).map((row) => row.toSpliced(at, 1)),
  }));
}

/** Every cell in one table: where it stands, what it is. */
export function hybridCsv(records: HybridRecords): PaperTable {
  return {
    id: "hybrid",
    caption: "Every cell of every table.",
    columns: [
      { title: "table" },
      { title: "row" },
      { title: "column" },
      { title: "text" },
      { title: "value", estimates: true },
    ],
    rows: allTables(records).flatMap(({ id, columns, rows }) =>
      rows.flatMap((row) => {
        const names = row.slice(0, columns[1]?.title === "Data set" ? 2 : 1).map(textOf);
        return columns.slice(names.length).map((column, i) => {
          const cell = row[i + names.length];
          const estimate = typeof cell === "object" ? cell : undefined;
          return [id, names.join(", "), heading(column), textOf(cell), estimate];
        });
      }),
    ),
  };
}

function textOf(cell: PaperCell): string {
  return typeof cell === "object" ? estimateText(cell) : (cell ?? "");
}

function allTables(records: HybridRecords): readonly PaperTable[] {
  return [claimTable(records), ...hybridTables(records).flatMap(({ tables }) => tables)].filter(
    ({ rows }) => rows.length > 0,
  );
}
