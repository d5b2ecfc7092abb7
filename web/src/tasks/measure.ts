import {
  analyzeCipher,
  failsOnlyUnderRepeatedNonce,
  nativeKeyFrom,
  overallVerdict,
  type Judgement,
} from "@neuroveil/lab/analysis";
import {
  analysisReport,
  channelNames,
  cipherPictures,
  markup,
  metricTables,
  pictureSide,
  type ReportEntry,
} from "@neuroveil/lab/report";
import { knownCipher } from "./known-cipher.ts";
import { readSubject, type Subject } from "./subject.ts";
import type { Task } from "./task.ts";

export interface MeasureInput {
  readonly subject: Subject;
  readonly name: string;
  readonly cipher: string;
}

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
  /** The report as one HTML file. */
  readonly report: string;
}

const side = 160;
const positions = 32;
const yardsticks = ["aes-256-ctr", "canary"] as const;

/** Measures a cipher on a picture, with AES and the canary beside it. */
export const measure: Task<MeasureInput, MeasureOutput> = async (input, { onProgress }) => {
  const { subject, name, cipher: chosen } = input;
  const image = await readSubject(subject, side);
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const ids = [...new Set([chosen, ...yardsticks])];
  const measured: Measured[] = [];
  const results: object[] = [];
  const entries: ReportEntry[] = [];
  for (const [done, id] of ids.entries()) {
    const cipher = knownCipher(id);
    const key = await nativeKeyFrom(cipher, secret);
    const part = (progress: number): void => onProgress((done + 0.9 * progress) / ids.length);
    const settings = { key, positions, threads: 1, onProgress: part };
    const analysis = await analyzeCipher(cipher, image, settings);
    const { metrics } = analysis;
    results.push(analysis);
    const failed = metrics.filter(({ verdict }) => verdict === "fail");
    const tables = metricTables(id, metrics, channelNames[image.colour]);
    measured.push({
      cipher: id,
      status: cipher.status,
      ...overallVerdict(metrics),
      fails: [...new Set(failed.map((metric) => metric.id))],
      onlyUnderRepeatedNonce: failsOnlyUnderRepeatedNonce(metrics),
      figures: figuresOf(metrics),
      tables: markup`${tables}`.text,
    });
    const { status, source } = cipher;
    const run = { threads: 1 };
    const pictures = await cipherPictures(cipher, image, {
      key,
      side: pictureSide(ids.length),
      run,
    });
    entries.push({ name: id, status, about: source, metrics, pictures });
  }
  const footer = markup`Made by the page of neuroveil, on this picture at no more than ${side} pixels, with a random key and ${positions} positions`;
  const report = await analysisReport({ name, image, entries, footer });
  const { width, height, channels, bits } = image;
  const json = JSON.stringify({ image: { width, height, channels, bits }, results }, undefined, 2);
  return { measured, json, report };
};

function figuresOf(metrics: Judgement["metrics"]): Measured["figures"] {
  const figures: Record<string, number> = {};
  for (const { id, channel, value } of metrics)
    if (channel === undefined || Math.abs(value) > Math.abs(figures[id] ?? 0)) figures[id] = value;
  return figures;
}
