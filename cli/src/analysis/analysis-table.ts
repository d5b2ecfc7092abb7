import type { Analysis, JudgedMetric } from "@neuroveil/lab";
import type { ColourModel } from "neuroveil/image";
import { table } from "../terminal/table.ts";

const head = ["metric", "channel", "value", "expected", "an ideal cipher", "adjusted p", "verdict"];

const channelNames: Readonly<Record<ColourModel, readonly string[]>> = {
  gray: ["gray"],
  "gray-alpha": ["gray", "alpha"],
  rgb: ["red", "green", "blue"],
  rgba: ["red", "green", "blue", "alpha"],
  cmyk: ["cyan", "magenta", "yellow", "black"],
};

/**
 * An analysis for people: a verdict, and a table of every metric over all channels. Of what is also
 * measured channel by channel, single channels are shown where they fail.
 */
export function analysisText(analysis: Analysis, colour: ColourModel): string {
  const { cipher, status, metrics } = analysis;
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
  const more = hidden === 0 ? "" : `\nand ${hidden} single channels that pass; --json shows them`;
  return `${cipher} (${status}) ${verdict}\n\n${table(head, rows)}${more}${nonceNote(metrics)}`;
}

/** That a standard cipher "fails" must not be read without the reason. */
function nonceNote(metrics: readonly JudgedMetric[]): string {
  const fails = (wanted: string): boolean =>
    metrics.some(({ id, verdict }) => id === wanted && verdict === "fail");
  if (!fails("npcr-min") || fails("npcr-min-as-used")) return "";
  return (
    "\nnpcr and uaci repeat the nonce on purpose, where a stream cipher changes one sample; with a nonce\n" +
    "for every image, as it is meant to be used, this cipher passes: npcr-min-as-used"
  );
}

function row(metric: JudgedMetric, channels: readonly string[]): string[] {
  const { id, channel, value, expected, adjusted, verdict } = metric;
  return [
    id,
    channel === undefined ? "" : (channels[channel] ?? String(channel)),
    number(value),
    expected === undefined ? "" : number(expected),
    interval(metric),
    adjusted === undefined ? "" : adjusted.toPrecision(2),
    verdict,
  ];
}

function interval({ low, high }: JudgedMetric): string {
  if (low !== undefined && high !== undefined) return `${number(low)} to ${number(high)}`;
  if (low !== undefined) return `from ${number(low)}`;
  return high === undefined ? "" : `up to ${number(high)}`;
}

function number(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(2) : value.toFixed(6);
}
