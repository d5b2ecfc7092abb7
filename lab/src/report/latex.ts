import { estimateText } from "./estimate.ts";
import { hasSentences, heading, type PaperCell, type PaperTable } from "./paper-table.ts";

/**
 * A table in LaTeX, in rules of the package booktabs, to be taken into a paper by `\input`; one that is
 * wider than the page is made smaller. The preamble needs `\usepackage{booktabs,graphicx}`.
 */
export function latexTable(table: PaperTable): string {
  const { id, caption, columns, rows } = table;
  const kinds = columns
    .map(({ estimates }, i) => {
      if (estimates) return "r";
      return hasSentences(table, i) ? "p{0.3\\textwidth}" : "l";
    })
    .join("");
  const wide = isWide(table);
  const line = (cells: readonly string[]): string => `${cells.join(" & ")} \\\\`;
  return [
    "% Needs \\usepackage{booktabs,graphicx}.",
    "\\begin{table}",
    "  \\centering\\small\\setlength{\\tabcolsep}{4pt}",
    `  \\caption{${latexText(caption)}}`,
    `  \\label{tab:${id}}`,
    ...(wide ? ["  \\resizebox{\\textwidth}{!}{%"] : []),
    `  \\begin{tabular}{@{}${kinds}@{}}`,
    "    \\toprule",
    `    ${line(columns.map((column) => latexText(heading(column))))}`,
    "    \\midrule",
    ...rows.map((row) => `    ${line(columns.map((_, i) => latexCell(row[i])))}`),
    "    \\bottomrule",
    wide ? "  \\end{tabular}}" : "  \\end{tabular}",
    "\\end{table}",
    "",
  ].join("\n");
}

/** Characters that a line of an article has room for, about. */
const lineWidth = 85;

/** Whether a table is wider than the page; sentences break, and take a third of it. */
function isWide(table: PaperTable): boolean {
  const { columns, rows } = table;
  const widths = columns.map((column, i) =>
    hasSentences(table, i)
      ? lineWidth / 3
      : Math.max(
          heading(column).length,
          ...rows.map((row) => {
            const cell = row[i];
            return typeof cell === "object" ? estimateText(cell).length : (cell?.length ?? 0);
          }),
        ),
  );
  return widths.reduce((sum, width) => sum + width + 1, 0) > lineWidth;
}

/** Tables as a document of their own, to look at or to check that they compile. */
export function latexDocument(tables: readonly PaperTable[]): string {
  return [
    "\\documentclass{article}",
    "\\usepackage[utf8]{inputenc}",
    "\\usepackage[T1]{fontenc}",
    "\\usepackage[margin=2cm]{geometry}",
    "\\usepackage{booktabs,graphicx}",
    "\\begin{document}",
    // A page takes so many floats only; \clearpage keeps them in order and LaTeX from giving up.
    ...tables.flatMap((table) => [latexTable(table), "\\clearpage"]),
    "\\end{document}",
    "",
  ].join("\n");
}

function latexCell(cell: PaperCell): string {
  if (cell === undefined) return "";
  return latexText(typeof cell === "string" ? cell : estimateText(cell));
}

/** What means something to LaTeX, and what its fonts do not have. */
const written: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\{",
  "}": "\\}",
  $: "\\$",
  "&": "\\&",
  "#": "\\#",
  _: "\\_",
  "%": "\\%",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "<": "$<$",
  ">": "$>$",
  "|": "$|$",
  '"': "\\textquotedbl{}",
  "-": "-",
  "–": "--",
  "—": "---",
  "−": "$-$",
  "±": "$\\pm$",
  "×": "$\\times$",
  "·": "$\\cdot$",
  "÷": "$\\div$",
  "√": "$\\surd$",
  "≤": "$\\le$",
  "≥": "$\\ge$",
  "≈": "$\\approx$",
  "∞": "$\\infty$",
  "²": "$^2$",
  "³": "$^3$",
  χ: "$\\chi$",
  λ: "$\\lambda$",
  µ: "$\\mu$",
  μ: "$\\mu$",
  η: "$\\eta$",
  ρ: "$\\rho$",
  σ: "$\\sigma$",
  ê: "\\^e",
  "\n": " ",
  "\r": " ",
  "\t": " ",
};

/**
 * Text as LaTeX sets it: what would be a command is escaped, a minus is one, and what the usual fonts
 * do not have stands as its number, so that a document compiles whatever a file is called.
 */
export function latexText(text: string): string {
  const minus = text.replaceAll(/(?<![\w-])-(?=[\d.])/g, "−");
  return Array.from(minus, (character) => {
    const known = written[character];
    if (known !== undefined) return known;
    const code = character.codePointAt(0)!;
    if (code >= 0x20 && code < 0x7f) return character;
    // Latin-1 letters are in every font of the encoding T1.
    if (code >= 0xc0 && code <= 0xff) return character;
    return `[U+${code.toString(16).toUpperCase().padStart(4, "0")}]`;
  }).join("");
}
