import {
  channelNames,
  failsOnlyUnderRepeatedNonce,
  figureText,
  intervalText,
  type JudgedMetric,
} from "@neuroveil/lab";
import type { ColourModel } from "neuroveil/image";
import { table } from "../terminal/table.ts";

const head = ["metric", "channel", "value", "expected", "an ideal cipher", "adjusted p", "verdict"];

/**
 * Judged metrics for people: a verdict, and a table of every metric over all channels. Of what is also
 * measured channel by channel, single channels are shown where they fail.
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
  const overall = new Set(metrics.flatMap((m) => (m.channel === undefined ? [m.id] : [])));
  const shown = metrics.filter(
    (m) => m.channel === undefined || !overall.has(m.id) || m.verdict === "fail",
  );
  const rows = shown.map((metric) => row(metric, channelNames[colour]));
  const hidden = metrics.length - shown.length;
  const more = hidden === 0 ? "" : `\nand ${hidden} single channels; --json shows them`;
  return `${subject} ${verdict}\n\n${table(head, rows)}${more}${nonceNote(metrics)}`;
}

/** That a standard cipher "fails" must not be read without the reason. */
function nonceNote(metrics: readonly JudgedMetric[]): string {
  if (!failsOnlyUnderRepeatedNonce(metrics)) return "";
  return (
    "\nnpcr, uaci and avalanche repeat the nonce on purpose, where a stream cipher changes one sample; with a\n" +
    "nonce for every image, as it is meant to be used, this cipher passes: npcr-min-as-used"
  );
}

function row(metric: JudgedMetric, channels: readonly string[]): string[] {
  const { id, channel, value, expected, adjusted, verdict } = metric;
  return [
    id,
    channel === undefined ? "" : (channels[channel] ?? String(channel)),
    figureText(value),
    expected === undefined ? "" : figureText(expected),
    intervalText(metric),
    adjusted === undefined ? "" : probability(adjusted),
    verdict,
  ];
}

function probability(p: number): string {
  return p === 0 ? "0" : p.toPrecision(2);
}
