import {
  analyzeCipher,
  failsOnlyUnderRepeatedNonce,
  nativeKeyFrom,
  overallVerdict,
  type Analysis,
  type Judgement,
} from "@neuroveil/lab/analysis";
import {
  analysisReport,
  channelNames,
  cipherPictures,
  csvTable,
  markup,
  metricTables,
  pictureSide,
  type ReportEntry,
} from "@neuroveil/lab/report";
import type { Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import type { Context } from "./task.ts";

/** What was measured of one cipher. */
export interface Measured {
  readonly cipher: string;
  readonly status: string;
  readonly verdict: "pass" | "fail" | "info";
  readonly words: string;
  /** Ids of the metrics that it fails, each once. */
  readonly fails: readonly string[];
  readonly onlyUnderRepeatedNonce: boolean;
  /** Values by id of the metric; of those that are taken channel by channel, the one furthest from 0. */
  readonly figures: Readonly<Record<string, number>>;
  /** The report's tables, as HTML. */
  readonly tables: string;
}

export interface MeasureOutput {
  readonly measured: readonly Measured[];
  /** The shape of the image and all results, as `neuroveil analyze --json` has them. */
  readonly json: string;
  /** Every metric of every cipher, a line each. */
  readonly csv: string;
  /** The report as one HTML file. */
  readonly report: string;
}

/** Longer side of what is measured, in pixels. */
export const measuredSide = 160;
const positions = 32;

/** What is measured, and beside what. */
export interface Measuring {
  readonly name: string;
  readonly image: Image;
  readonly ciphers: readonly Cipher[];
}

/** Measures ciphers on one picture, each under a random key. */
export async function measureCiphers(
  { name, image, ciphers }: Measuring,
  onProgress: Context["onProgress"],
): Promise<MeasureOutput> {
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const measured: Measured[] = [];
  const results: Analysis[] = [];
  const entries: ReportEntry[] = [];
  const side = pictureSide(ciphers.length);
  for (const [done, cipher] of ciphers.entries()) {
    const key = await nativeKeyFrom(cipher, secret);
    const part = (progress: number): void => onProgress((done + 0.9 * progress) / ciphers.length);
    const settings = { key, positions, threads: 1, onProgress: part };
    const analysis = await analyzeCipher(cipher, image, settings);
    results.push(analysis);
    measured.push(summaryOf(cipher, analysis, image));
    const { id, status, source } = cipher;
    const pictures = await cipherPictures(cipher, image, { key, side, run: { threads: 1 } });
    entries.push({ name: id, status, about: source, metrics: analysis.metrics, pictures });
  }
  const footer = markup`Made by the page of neuroveil, on this picture at no more than ${measuredSide} pixels, with a random key and ${positions} positions`;
  const report = await analysisReport({ name, image, entries, footer });
  const { width, height, channels, bits } = image;
  const json = JSON.stringify({ image: { width, height, channels, bits }, results }, undefined, 2);
  return { measured, json, csv: csvOf(results), report };
}

function summaryOf({ id, status }: Cipher, { metrics }: Analysis, { colour }: Image): Measured {
  const failed = metrics.filter(({ verdict }) => verdict === "fail");
  return {
    cipher: id,
    status,
    ...overallVerdict(metrics),
    fails: [...new Set(failed.map((metric) => metric.id))],
    onlyUnderRepeatedNonce: failsOnlyUnderRepeatedNonce(metrics),
    figures: figuresOf(metrics),
    tables: markup`${metricTables(id, metrics, channelNames[colour])}`.text,
  };
}

function figuresOf(metrics: Judgement["metrics"]): Measured["figures"] {
  const figures: Record<string, number> = {};
  for (const { id, channel, value } of metrics)
    if (channel === undefined || Math.abs(value) > Math.abs(figures[id] ?? 0)) figures[id] = value;
  return figures;
}

const columns = [
  "cipher",
  "metric",
  "channel",
  "verdict",
  "value",
  "expected of an ideal cipher",
  "ideal from",
  "ideal to",
  "n",
  "adjusted p",
];

function csvOf(results: readonly Analysis[]): string {
  const number = (value: number | undefined): string | undefined =>
    value === undefined || Number.isNaN(value)
      ? undefined
      : String(value).replace("Infinity", "inf");
  const rows = results.flatMap(({ cipher, metrics }) =>
    metrics.map(({ id, channel, verdict, value, expected, low, high, n, adjusted }) => [
      cipher,
      id,
      number(channel),
      verdict,
      ...[value, expected, low, high, n, adjusted].map(number),
    ]),
  );
  const titled = columns.map((title) => ({ title }));
  return csvTable({ id: "metrics", caption: "Metrics", columns: titled, rows });
}
