import type { JudgedMetric } from "../analysis/judge.ts";
import { figureText, intervalText } from "./figure-text.ts";
import { intervalStrip } from "./interval-strip.ts";
import { markup, type Markup, type Part } from "./markup.ts";
import { shownMetrics } from "./shown-metrics.ts";
import { reportTable, verdictMark } from "./table.ts";

/**
 * Metrics with intervals and verdicts, a row a metric; every channel of everything in a part that opens.
 */
export function metricTables(
  name: string,
  metrics: readonly JudgedMetric[],
  channels: readonly string[],
): readonly Part[] {
  const shown = shownMetrics(metrics);
  const main = table(
    `Metrics of ${name}. The band is where an ideal cipher lies.`,
    shown,
    channels,
  );
  if (shown.length === metrics.length) return [main];
  const all = table(`Every metric of ${name}, channel by channel.`, metrics, channels);
  return [
    main,
    markup`<details><summary>All ${metrics.length} rows, channel by channel</summary>${all}</details>`,
  ];
}

function table(
  caption: string,
  metrics: readonly JudgedMetric[],
  channels: readonly string[],
): Markup {
  return reportTable({
    caption,
    columns: [
      { title: "metric" },
      { title: "verdict" },
      { title: "value", kind: "number" },
      { title: "where it lies" },
      { title: "an ideal cipher" },
      { title: "expected", kind: "number" },
      { title: "n", kind: "number" },
      { title: "adjusted p", kind: "number" },
    ],
    rows: metrics.map((metric) => row(metric, channels)),
  });
}

function row(metric: JudgedMetric, channels: readonly string[]): readonly Part[] {
  const { id, channel, value, low, high, expected, n, adjusted, verdict } = metric;
  const of =
    channel === undefined
      ? undefined
      : markup` <span class="channel">${channels[channel] ?? channel}</span>`;
  return [
    markup`<code>${id}</code>${of}`,
    verdictMark(verdict),
    figureText(value),
    verdict === "info" ? undefined : intervalStrip({ value, low, high, expected }),
    intervalText(metric),
    expected === undefined ? "" : figureText(expected),
    n.toLocaleString("en"),
    adjusted === undefined ? "" : adjusted < 1e-4 ? "< 0.0001" : adjusted.toPrecision(2),
  ];
}
