import type { JudgedMetric } from "../analysis/judge.ts";
import { failsOnlyUnderRepeatedNonce } from "../analysis/nonce-note.ts";
import { overallVerdict } from "../analysis/overall-verdict.ts";
import { figureText } from "./figure-text.ts";
import { markup, type Markup } from "./markup.ts";
import type { ReportEntry } from "./report-entry.ts";
import { reportTable, verdictMark } from "./table.ts";

const signs = { pass: "✓ ", fail: "✕ ", info: "" } as const;

/** How many tests a cipher fails, with a sign and a colour that say the same. */
export function overallMark(metrics: readonly JudgedMetric[]): Markup {
  const { verdict, words } = overallVerdict(metrics);
  return verdictMark(verdict, signs[verdict] + words);
}

/** All entries side by side. */
export function summaryTable(entries: readonly ReportEntry[]): Markup {
  return reportTable({
    caption: "One row a cipher; the key figures are taken over all channels together.",
    columns: [
      { title: "cipher" },
      { title: "verdict" },
      { title: "status" },
      { title: "entropy", kind: "number" },
      { title: "NPCR, mean", kind: "number" },
      { title: "NPCR, smallest", kind: "number" },
      { title: "UACI, mean", kind: "number" },
      { title: "UACI, smallest", kind: "number" },
      { title: "seconds", kind: "number" },
      { title: "fails", kind: "long" },
    ],
    rows: entries.map(({ name, status, metrics }, i) => [
      markup`<a href="#entry-${i + 1}">${name}</a>`,
      overallMark(metrics),
      status ?? "made elsewhere",
      overall(metrics, "entropy"),
      overall(metrics, "npcr-mean"),
      overall(metrics, "npcr-min"),
      overall(metrics, "uaci-mean"),
      overall(metrics, "uaci-min"),
      overall(metrics, "encryption-seconds"),
      failures(metrics),
    ]),
  });
}

function overall(metrics: readonly JudgedMetric[], id: string): string {
  const found = metrics.find((metric) => metric.id === id && metric.channel === undefined);
  return found === undefined ? "" : figureText(found.value);
}

const mostNamed = 6;

function failures(metrics: readonly JudgedMetric[]): string {
  const ids = new Set(metrics.filter(({ verdict }) => verdict === "fail").map(({ id }) => id));
  if (ids.size === 0) return overallVerdict(metrics).verdict === "info" ? "" : "nothing";
  const only = failsOnlyUnderRepeatedNonce(metrics)
    ? " (a stream cipher under a repeated nonce)"
    : "";
  const named = [...ids].slice(0, mostNamed).join(", ");
  const more = ids.size > mostNamed ? ` and ${ids.size - mostNamed} more` : "";
  return named + more + only;
}
