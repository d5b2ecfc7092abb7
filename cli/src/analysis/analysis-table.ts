import { failsOnlyUnderRepeatedNonce, type JudgedMetric } from "@neuroveil/lab/analysis";
import { channelNames, figureText, intervalText, shownMetrics } from "@neuroveil/lab/report";
import type { ColourModel } from "neuroveil/image";
import { colouredVerdict } from "../terminal/colour.ts";
import { table } from "../terminal/table.ts";
import { wrapped } from "../terminal/wrap.ts";
import type { AnalysisResult } from "./run-analysis.ts";
import { subjectText } from "./summary-text.ts";

const head = ["metric", "value", "an ideal cipher", "adj. p", "verdict"];

/** Judged metrics in detail: a table with a row a metric, under what was judged. */
export function analysisText(result: AnalysisResult, colour: ColourModel): string {
  const { metrics } = result;
  const shown = shownMetrics(metrics);
  const names = channelNames[colour];
  const rows = shown.map((metric) => row(metric, names));
  const hidden = metrics.length - shown.length;
  const more = hidden === 0 ? "" : `\nand ${hidden} single channels; --json shows them`;
  return `${subjectText(result)}\n\n${table(head, rows, colouredVerdict)}${more}${nonceNote(metrics)}`;
}

/** That a standard cipher "fails" must not be read without the reason. */
function nonceNote(metrics: readonly JudgedMetric[]): string {
  if (!failsOnlyUnderRepeatedNonce(metrics)) return "";
  return `\n${wrapped(
    "npcr, uaci and avalanche repeat the nonce on purpose, where a stream cipher changes one sample; with a nonce for every image, as it is meant to be used, this cipher passes: npcr-min-as-used",
  )}`;
}

function row(metric: JudgedMetric, channels: readonly string[]): string[] {
  const { id, channel, value, adjusted, verdict } = metric;
  return [
    channel === undefined ? id : `${id} ${channels[channel] ?? channel}`,
    figureText(value),
    idealText(metric),
    adjusted === undefined ? "" : probability(adjusted),
    verdict,
  ];
}

/** Limits, after the mean where that is not halfway between them. */
function idealText(metric: JudgedMetric): string {
  const { expected, low, high } = metric;
  const interval = intervalText(metric)
    .replace(/^up to/, "≤")
    .replace(/^from/, "≥");
  if (expected === undefined || (low !== undefined && high !== undefined)) return interval;
  return interval === "" ? figureText(expected) : `${figureText(expected)}, ${interval}`;
}

function probability(p: number): string {
  return p === 0 ? "0" : p.toPrecision(2);
}
