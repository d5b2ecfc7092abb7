import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { NeuroveilError } from "neuroveil/errors";
import { markdownTable } from "../report/markdown.ts";
import type { PaperTable } from "../report/paper-table.ts";
import { claimTable, hybridClaims, type Claim } from "./hybrid/claims.ts";
import { command } from "./hybrid/page.ts";
import { HybridRecords } from "./hybrid/records.ts";
import { differential, times, wrongKeys } from "./hybrid/tables.ts";
import { tablesOf } from "./page.ts";
import { keptResults } from "./resumed.ts";
import type { Study } from "./study.ts";

/** The ciphers that the paper's tables have: the claim's, its forms, and the yardstick. */
const shown: ReadonlySet<string> = new Set([
  "hybrid",
  "hybrid-first",
  "hybrid-literal",
  "hybrid-autoencoder",
  "cnn-only",
  "aes-256-ctr",
  "AES-256-GCM, OpenSSL",
]);

/** Numbers that the text needs, from the records of both studies. */
export const paperStudy: Study = {
  id: "paper",
  question: "What holds of both papers, in the form of a paper?",
  page: () => "paper.md",
  run({ folder = "docs", onProgress }) {
    onProgress?.(0, "reading the records");
    const record = join(folder, "studies", "hybrid.jsonl");
    if (!existsSync(record))
      throw new NeuroveilError("input", {
        expected: `the record ${record}`,
        got: "none",
        todo: "run the study hybrid with --report and the same folder first",
      });
    const records = new HybridRecords(keptResults(record));
    const survey = join(folder, "studies", "families.md");
    const families = existsSync(survey) ? readFileSync(survey, "utf8") : undefined;
    return Promise.resolve({ section: paperSection(records, families) });
  },
};

/**
 * The results of the paper, from the records alone.
 * @param families page of the study of the four families, where there is one
 */
export function paperSection(records: HybridRecords, families: string | undefined): string {
  const claims = hybridClaims(records);
  return [
    "## Abstract",
    abstract(claims, records, families),
    "## Results: the hybrid network",
    material(records),
    markdownTable(claimTable(records)),
    markdownTable(onLargest(records, wrongKeys(records))),
    markdownTable(onLargest(records, differential(records))),
    markdownTable(only(times(records))),
    "Every other table of the study, over 21 ciphers and three data sets, stands in [studies/hybrid.md](studies/hybrid.md).",
    "## Results: the four families",
    familiesText(families),
  ].join("\n\n");
}

function abstract(
  claims: readonly Claim[],
  records: HybridRecords,
  families: string | undefined,
): string {
  const count = (verdict: Claim["verdict"]): number =>
    claims.filter((claim) => claim.verdict === verdict).length;
  const pictures = (records.run?.sets ?? []).reduce((sum, set) => sum + set.pictures, 0);
  const survey = families === undefined ? undefined : /^Of the 24 claims.*$/m.exec(families)?.[0];
  return `A paper proposes a hybrid CNN-LSTM network as an image cipher and reports a few numbers; a survey compares four families of neural image ciphers and measures none. We built the ciphers of both, exact wherever they are not lossy by design, and measured every claim, those of the first paper on ${pictures} pictures of ${records.run?.sets.map(({ name }) => name).join(", ") ?? "no set"}, beside AES, DES, chaotic maps and controls that are weak on purpose. Of ${claims.length} claims of the first paper ${count("confirmed")} are confirmed, ${count("refuted")} refuted and ${count("undecided")} undecided. ${survey?.replace(/^Of the/, "Of the survey's") ?? "The survey's claims are measured in a study of their own."} What is confirmed is what any good mask has, AES and a cipher with a 16-bit key included: these metrics find ciphers that leave traces, and tell nothing about how hard one is to break.`;
}

function material(records: HybridRecords): string {
  const { run } = records;
  if (run === undefined) return "Nothing has been recorded.";
  const sets = run.sets.map(
    ({ name, pictures, largest: [width, height, channels], sha256 }) =>
      `${name}: ${pictures} pictures of at most ${width} × ${height} × ${channels} (SHA-256 ${sha256.slice(0, 16)}…)`,
  );
  return `Pictures: ${sets.join("; ")}. Node ${run.versions.node} on ${run.machine.processor}, version ${run.versions.neuroveil}. Intervals are Student's at 95% unless said otherwise; verdicts follow rules that stand in the table and, where nothing else is said there, were written down before measuring. Measured by \`${command}\`.`;
}

/** Rows of the ciphers that are shown, on the largest pictures. */
function onLargest(records: HybridRecords, table: PaperTable): PaperTable {
  const set = records.run?.sets.at(-1)?.name;
  const found = only(table);
  const rows = found.rows.filter(([, name]) => name === set);
  return { ...found, rows };
}

function only(table: PaperTable): PaperTable {
  return { ...table, rows: table.rows.filter(([id]) => typeof id === "string" && shown.has(id)) };
}

/** The survey's tables as their own study wrote them; from what is not there nothing is said. */
function familiesText(families: string | undefined): string {
  if (families === undefined)
    return "Not recorded yet: `neuroveil study families` measures the survey's tables.";
  const table = tablesOf(families).find(({ columns }) => columns[0] === "claim");
  if (table === undefined) return "See [studies/families.md](studies/families.md).";
  const at = ["claim", "class", "property", "says", "share that confirms, %", "n", "verdict"].map(
    (name) => table.columns.indexOf(name),
  );
  const measured = table.columns.findIndex((name) => name.startsWith("measured"));
  const chosen = [...at.slice(0, 4), measured, ...at.slice(4)].filter((i) => i >= 0);
  const line = (cells: readonly string[]): string =>
    `| ${chosen.map((i) => cells[i] ?? "").join(" | ")} |`;
  return [
    line(table.columns),
    `|${chosen.map(() => "---").join("|")}|`,
    ...table.rows.map((row) => line(row)),
    "",
    "In brackets the least and the most of the class, and the 95% interval of the share of its variants that confirm. The rules, the cross-claims and every variant stand in [studies/families.md](studies/families.md). Measured by `neuroveil study families PICTURES --report docs`, whose page names the pictures.",
  ].join("\n");
}
