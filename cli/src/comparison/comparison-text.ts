import { printable } from "@neuroveil/files";
import {
  paperTables,
  percent,
  pValue,
  type Comparison,
  type MetricSummary,
} from "@neuroveil/lab/comparison";
import { estimateText, heading, type PaperTable } from "@neuroveil/lab/report";
import { colouredVerdict } from "../terminal/colour.ts";
import { table } from "../terminal/table.ts";
import { wrapped } from "../terminal/wrap.ts";

type Cipher = Comparison["ciphers"][number];

/** A comparison for people: all ciphers side by side, then every metric of each. */
export function comparisonText(comparison: Comparison): string {
  const { ciphers, images, keys, seed, positions, alpha, yardstick } = comparison;
  const head = [
    "cipher",
    "status",
    "passes",
    "95% interval",
    "rejected",
    "verdict",
    "as used",
    "image metrics",
  ];
  const rows = ciphers.map((cipher) => [
    cipher.cipher,
    cipher.status,
    `${cipher.passed.count} of ${cipher.passed.n}`,
    interval(cipher.passed),
    `${cipher.rejected} of ${cipher.tests}`,
    cipher.verdict,
    cipher.asUsed,
    difference(cipher, yardstick),
  ]);
  const about =
    `${printable(comparison.dataset)}: images: ${images.length}, keys for each: ${keys}, seed: ${seed}, ` +
    `positions: ${positions}, level: ${alpha}`;
  return [
    wrapped(about),
    table(head, rows, colouredVerdict) + note(ciphers),
    ...paperTables(comparison.means).map(paperText),
    ...ciphers.map(details),
  ].join("\n\n");
}

/** A table as papers print it, under its caption. */
function paperText({ caption, columns, rows }: PaperTable): string {
  const cells = rows.map((row) =>
    row.map((cell) =>
      cell === undefined || typeof cell === "string" ? printable(cell ?? "") : estimateText(cell),
    ),
  );
  return `${wrapped(caption)}\n\n${table(columns.map(heading), cells)}`;
}

/** That a standard cipher "fails" must not be read without the reason. */
function note(ciphers: readonly Cipher[]): string {
  if (!ciphers.some(({ verdict, asUsed }) => verdict !== asUsed)) return "";
  return `\n\n${wrapped(
    "as used: without npcr, uaci and avalanche under a repeated nonce, which ask for more than a stream cipher promises: it changes one sample there, and everything with a nonce for every image.",
  )}`;
}

/** Metrics named in a row; the tables of the ciphers have them all. */
const shown = 3;

function difference({ difference }: Cipher, yardstick: string): string {
  if (difference === undefined) return "the yardstick";
  const found = difference.metrics.filter(({ differs }) => differs).map(({ id }) => id);
  if (found.length === 0 && !difference.enough) return `too few pairs to tell from ${yardstick}'s`;
  if (found.length === 0)
    return `cannot be told from ${yardstick}'s (p ${pValue(difference.adjusted)})`;
  const more = found.length - shown;
  return `differ: ${found.slice(0, shown).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

const metricHead = [
  "metric",
  "passes",
  "p < 0.05",
  "mean z",
  "fit p",
  "adj. p",
  "like AES",
  "verdict",
];

function details({ cipher, metrics, difference }: Cipher): string {
  const rows = metrics.map((metric) => {
    const like = difference?.metrics.find(({ id }) => id === metric.id);
    return [...row(metric), like === undefined ? "" : pValue(like.adjusted), metric.verdict];
  });
  return `${cipher}\n\n${table(metricHead, rows, colouredVerdict)}`;
}

function row({ id, passed, rejected, meanScore, fit, adjusted }: MetricSummary): string[] {
  return [
    id,
    `${passed.count} of ${passed.n}`,
    rejected === undefined ? "" : `${rejected.count} of ${rejected.n}`,
    meanScore === undefined ? "" : meanScore.value.toFixed(2),
    fit === undefined ? "" : pValue(fit.p),
    pValue(adjusted),
  ];
}

function interval({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${percent(low)} to ${percent(high)}`;
}
