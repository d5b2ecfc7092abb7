import { failsOnlyUnderRepeatedNonce, type JudgedMetric } from "@neuroveil/lab/analysis";
import { channelNames, figureText, intervalText, shownMetrics } from "@neuroveil/lab/report";
import type { ColourModel } from "neuroveil/image";
import { table } from "../terminal/table.ts";

const head = ["metric", "channel", "value", "an ideal cipher", "adj. p", "verdict"];

/**
 * Judged metrics for people: a verdict, and a table with a row a metric.
 *
 * @param subject what was judged, e.g. "hybrid (cipher)"
 */
export function analysisText(
  subject: string,
  metrics: readonly JudgedMetric[],
  colour: ColourModel,
): string {
  const tests = metrics.filter(({ verdict }) => verdict !== "info");
  const failed = tests.filter(({ verdict }) => verdict === "fail").length;
  const verdict =
    failed === 0 ? `passes all ${tests.length} tests` : `fails ${failed} of ${tests.length} tests`;
  const shown = shownMetrics(metrics);
  const names = channelNames[colour];
  const rows = shown.map((metric) => row(metric, names));
  const hidden = metrics.length - shown.length;
  const more = hidden === 0 ? "" : `\nand ${hidden} single channels; --json shows them`;
  return `${subject} ${verdict}\n\n${table(head, rows)}${more}${nonceNote(metrics)}`;
}

/** That a standard cipher "fails" must not be read without the reason. */
function nonceNote(metrics: readonly JudgedMetric[]): string {
  if (!failsOnlyUnderRepeatedNonce(metrics)) return "";
  return (
    "\nnpcr, uaci and avalanche repeat the nonce on purpose, where a stream cipher changes one sample;\n" +
    "with a nonce for every image, as it is meant to be used, this cipher passes: npcr-min-as-used"
  );
}

function row(metric: JudgedMetric, channels: readonly string[]): string[] {
  const { id, channel, value, adjusted, verdict } = metric;
  return [
    id,
    channel === undefined ? "" : (channels[channel] ?? String(channel)),
    figureText(value),
    idealText(metric),
    adjusted === undefined ? "" : probability(adjusted),
    verdict,
  ];
}

/** Limits, after the mean where that is not halfway between them. */
function idealText(metric: JudgedMetric): string {
  const { expected, low, high } = metric;
  const interval = intervalText(metric);
  if (expected === undefined || (low !== undefined && high !== undefined)) return interval;
  return interval === "" ? figureText(expected) : `${figureText(expected)}, ${interval}`;
}

function probability(p: number): string {
  return p === 0 ? "0" : p.toPrecision(2);
}
