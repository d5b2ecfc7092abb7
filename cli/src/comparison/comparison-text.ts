import type { Comparison, MetricSummary } from "@neuroveil/lab/comparison";
import { table } from "../terminal/table.ts";

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
    "image metrics",
  ];
  const rows = ciphers.map((cipher) => [
    cipher.cipher,
    cipher.status,
    `${cipher.passed.count} of ${cipher.passed.n}`,
    interval(cipher.passed),
    `${cipher.rejected} of ${cipher.tests}`,
    cipher.verdict,
    difference(cipher, yardstick),
  ]);
  const about =
    `${comparison.dataset}: images: ${images.length}, keys for each: ${keys}, seed: ${seed}, ` +
    `positions: ${positions}, level: ${alpha}`;
  return [about, table(head, rows), ...ciphers.map(details)].join("\n\n");
}

function difference({ difference }: Cipher, yardstick: string): string {
  if (difference === undefined) return "the yardstick";
  const found = difference.metrics.filter(({ differs }) => differs).map(({ id }) => id);
  if (found.length === 0)
    return `cannot be told from ${yardstick}'s (p ${number(difference.adjusted)})`;
  return `differ: ${found.join(", ")}`;
}

const metricHead = [
  "metric",
  "passes",
  "p < 0.05",
  "mean z",
  "fit p",
  "adjusted p",
  "like AES p",
  "verdict",
];

function details({ cipher, metrics, difference }: Cipher): string {
  const rows = metrics.map((metric) => {
    const like = difference?.metrics.find(({ id }) => id === metric.id);
    return [...row(metric), like === undefined ? "" : number(like.adjusted), metric.verdict];
  });
  return `${cipher}\n\n${table(metricHead, rows)}${nonceNote(metrics)}`;
}

function row({ id, passed, rejected, meanScore, fit, adjusted }: MetricSummary): string[] {
  return [
    id,
    `${passed.count} of ${passed.n}`,
    rejected === undefined ? "" : `${rejected.count} of ${rejected.n}`,
    meanScore === undefined ? "" : meanScore.value.toFixed(2),
    fit === undefined ? "" : number(fit.p),
    number(adjusted),
  ];
}

/** That a standard cipher "fails" must not be read without the reason. */
function nonceNote(metrics: readonly MetricSummary[]): string {
  const fails = (wanted: string): boolean =>
    metrics.some(({ id, verdict }) => id === wanted && verdict === "fail");
  if (!fails("npcr-min") || fails("npcr-min-as-used")) return "";
  return (
    "\nnpcr, uaci and avalanche repeat the nonce on purpose, where a stream cipher changes one sample;\n" +
    "with a nonce for every image, as it is meant to be used, this cipher passes: npcr-min-as-used"
  );
}

function interval({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${(100 * low).toFixed(1)}% to ${(100 * high).toFixed(1)}%`;
}

function number(p: number): string {
  return p.toPrecision(2);
}
