import { describe, expect, test } from "vitest";
import { csvTable } from "./csv.ts";
import { estimateText } from "./estimate.ts";
import { latexDocument, latexTable, latexText } from "./latex.ts";
import { markdownTable } from "./markdown.ts";
import { htmlTable } from "./paper-html.ts";
import type { PaperTable } from "./paper-table.ts";

const mean = (value: number, reach: number, n = 10) => ({
  value,
  low: value - reach,
  high: value + reach,
  n,
});

describe("an estimate for people", () => {
  test.each([
    [mean(7.997234, 0.000312), "7.99723 ± 0.00031"],
    [mean(99.6094, 0.0213), "99.609 ± 0.021"],
    [mean(255.4, 12.34), "255 ± 12"],
    [mean(123456, 4321), "123456 ± 4321"],
    [mean(-0.00001, 0.0012), "0.0000 ± 0.0012"],
    [mean(5, 0), "5.000 ± 0"],
    [mean(0.1, 1e-17), "0.1000 ± 0"],
    [{ value: 7.75, low: -Infinity, high: Infinity, n: 1 }, "7.750"],
    [{ value: 0.2, low: 0.1, high: 0.7, n: 5 }, "0.20 (0.10 to 0.70)"],
    [{ value: Infinity, low: Infinity, high: Infinity, n: 3 }, "∞"],
    [{ value: NaN, low: NaN, high: NaN, n: 3 }, "–"],
  ])("%o is %s", (estimate, text) => expect(estimateText(estimate)).toBe(text));
});

/** What breaks writers that do not escape. */
const hostile = '50% & $x_1$ #{a}~^\\ "b" <i>| 中, é';
const table: PaperTable = {
  id: "one",
  caption: `Of ${hostile}`,
  columns: [{ title: "cipher_id" }, { title: "NPCR", unit: "%", estimates: true }],
  rows: [
    [hostile, mean(99.5, 0.25, 12)],
    ["nothing", undefined],
    ["endless", { value: Infinity, low: Infinity, high: Infinity, n: 2 }],
  ],
};

test("CSV has quotes where it needs them, full precision, and four fields an estimate", () => {
  expect(csvTable(table)).toBe(
    `cipher_id,NPCR (%),NPCR (%) low,NPCR (%) high,NPCR (%) n
"50% & $x_1$ #{a}~^\\ ""b"" <i>| 中, é",99.5,99.25,99.75,12
nothing,,,,
endless,inf,inf,inf,2
`,
  );
});

test("LaTeX has rules of booktabs, and nothing in it that is a command by accident", () => {
  const text = latexTable(table);
  for (const rule of ["\\toprule", "\\midrule", "\\bottomrule"]) expect(text).toContain(rule);
  expect(text).toContain(
    "50\\% \\& \\$x\\_1\\$ \\#\\{a\\}\\textasciitilde{}\\textasciicircum{}\\textbackslash{} \\textquotedbl{}b\\textquotedbl{} $<$i$>$$|$ [U+4E2D], é & 99.50 $\\pm$ 0.25 \\\\",
  );
  expect(text).toContain("cipher\\_id & NPCR (\\%) \\\\");
  expect(text).toContain("endless & $\\infty$ \\\\");
  // Every row has as many cells as there are columns, counted without what is escaped.
  const rows = text.split("\n").filter((line) => line.endsWith("\\\\"));
  expect(rows).toHaveLength(4);
  for (const row of rows) expect(row.match(/(?<!\\)&/g), row).toHaveLength(1);
  expect(latexDocument([table])).toContain("\\usepackage{booktabs,graphicx}");
  expect(text).not.toContain("resizebox");
  const column = { title: "a column with a long title", unit: "unit", estimates: true } as const;
  const wide = latexTable({ ...table, columns: [table.columns[0]!, column, column, column] });
  expect(wide).toMatch(/resizebox\{\\textwidth\}\{!\}\{%\n[^]*end\{tabular\}\}/);
});

test("a hyphen before a number is a minus, within a name it stays", () => {
  expect(latexText("-0.5 of aes-256-ctr, 2^-16, a - b")).toBe(
    "$-$0.5 of aes-256-ctr, 2\\textasciicircum{}$-$16, a - b",
  );
});

test("Markdown and HTML keep cells whole and escape what they must", () => {
  const markdown = markdownTable(table);
  expect(markdown.split("\n")[2]).toBe('| 50% & $x_1$ #{a}~^\\ "b" <i>\\| 中, é | 99.50 ± 0.25 |');
  const { text } = htmlTable(table);
  expect(text).toContain("&lt;i&gt;");
  expect(text).toContain("99.50 ± 0.25");
  expect(text).not.toContain("<i>");
});
