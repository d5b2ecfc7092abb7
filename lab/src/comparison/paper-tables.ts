import { published } from "../published.ts";
import type { Estimate } from "../report/estimate.ts";
import { fieldName } from "../report/field-names.ts";
import { heading, type PaperCell, type PaperTable } from "../report/paper-table.ts";
import type { SetMeans } from "./comparison.ts";
import type { MetricMean } from "./means.ts";

/** Which metrics stand in one table: as many as a page's width has room for. */
const groups: readonly {
  readonly id: string;
  readonly caption: string;
  readonly metrics: readonly string[];
}[] = [
  {
    id: "histogram",
    caption: "Entropy and histogram of cipher images",
    metrics: ["entropy", "local-entropy", "chi-square"],
  },
  {
    id: "correlation",
    caption: "Correlation of adjacent samples of cipher images, over all pairs",
    metrics: ["correlation-horizontal", "correlation-vertical", "correlation-diagonal"],
  },
  {
    id: "differential",
    caption:
      "Differential metrics at a fixed key and nonce, mean over all places at which one sample was changed, and one key bit flipped",
    metrics: ["npcr-mean", "uaci-mean", "key-sensitivity-npcr"],
  },
  {
    id: "visual",
    caption: "Cipher images beside their plain images",
    metrics: ["psnr", "ssim"],
  },
  {
    id: "decryption",
    caption: "What the right key decrypts beside the plain image; ∞ where every sample is equal",
    metrics: ["decryption-psnr", "decryption-ssim"],
  },
  {
    id: "times",
    caption: "Time per image, on whatever else this machine did",
    metrics: ["encryption-seconds", "decryption-seconds"],
  },
];

/** What every table says of its intervals. */
const meaning = "mean ± 95% interval over pictures and keys";

/** The tables that papers print, a row for each cipher and data set. */
export function paperTables(means: readonly SetMeans[]): readonly PaperTable[] {
  const sets = new Set(means.map(({ set }) => set));
  return groups.map(({ id, caption, metrics }) => ({
    id,
    caption: `${caption}: ${meaning}.`,
    columns: [
      { title: "Cipher" },
      ...(sets.size > 1 ? [{ title: "Data set" }] : []),
      ...metrics.map((metric) => ({ ...column(metric), estimates: true as const })),
      { title: "n" },
    ],
    rows: means.map(({ cipher, set, metrics: found }) => {
      const of = (metric: string): MetricMean | undefined => overall(found, metric);
      const counts = metrics.map((metric) => of(metric)?.n ?? 0);
      return [
        cipher,
        ...(sets.size > 1 ? [set] : []),
        ...metrics.map((metric) => cell(of(metric))),
        String(Math.max(...counts)),
      ];
    }),
  }));
}

/** Every metric, one a row: for whoever wants another table. */
export function metricTable(means: readonly SetMeans[]): PaperTable {
  return {
    id: "metrics",
    caption: `Every metric in its own unit: ${meaning}.`,
    columns: [
      { title: "cipher" },
      { title: "data set" },
      { title: "metric" },
      { title: "channel" },
      { title: "name in papers" },
      { title: "expected of an ideal cipher" },
      { title: "mean", estimates: true },
    ],
    rows: means.flatMap(({ cipher, set, metrics }) =>
      metrics.map(({ id, channel, expected, ...mean }): readonly PaperCell[] => {
        const field = fieldName(id);
        return [
          cipher,
          set,
          id,
          channel === undefined ? "" : String(channel),
          field === undefined ? "" : heading(field),
          expected === undefined ? "" : String(expected),
          estimate(mean),
        ];
      }),
    ),
  };
}

function column(id: string): { readonly title: string; readonly unit?: string } {
  const { title = id, unit } = fieldName(id) ?? {};
  return { title, ...(unit !== undefined && { unit }) };
}

function overall(found: readonly MetricMean[], id: string): MetricMean | undefined {
  return found.find((mean) => mean.id === id && mean.channel === undefined);
}

function cell(mean: MetricMean | undefined): PaperCell {
  if (mean === undefined) return undefined;
  const times = fieldName(mean.id)?.times ?? 1;
  const { value, low, high, n } = estimate(mean);
  return { value: times * value, low: times * low, high: times * high, n };
}

function estimate({ value, low, high, n }: Omit<MetricMean, "id" | "channel">): Estimate {
  if (value === null) return { value: Infinity, low: Infinity, high: Infinity, n };
  return { value, low: low ?? -Infinity, high: high ?? Infinity, n };
}

/** What papers print of these metrics, with their places. */
export function publishedTable(): PaperTable {
  return {
    id: "published",
    caption:
      "What papers print, to be read beside the tables above: other images, and where it is not said, other keys and places. Keys of docs/references.bib.",
    columns: [
      { title: "Metric" },
      { title: "Cipher" },
      { title: "Published" },
      { title: "Source" },
      { title: "To be known" },
    ],
    rows: published.map(({ metric, cipher, text, reference, place, note }) => [
      fieldName(metric)?.title ?? metric,
      cipher,
      text,
      `${reference}, ${place}`,
      note,
    ]),
  };
}
