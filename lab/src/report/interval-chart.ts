import { scaleLinear } from "d3-scale";
import { markup, type Markup } from "./markup.ts";

/** One row of an interval chart. */
export interface IntervalRow {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface IntervalChart {
  /** What is shown, read out in place of the chart. */
  readonly title: string;
  /** Under the axis. */
  readonly unit: string;
  readonly rows: readonly IntervalRow[];
  /** Where an ideal cipher would lie, as a dashed line. */
  readonly ideal?: number;
  /** Ends of the axis; default: what the rows need. */
  readonly domain?: readonly [low: number, high: number];
}

/** Where names stand, and the sizes that follow; in units of the drawing, which are pixels where it fits. */
interface Layout {
  readonly className: "wide" | "narrow";
  readonly width: number;
  readonly rowHeight: number;
  /** Where the axis begins. */
  readonly left: number;
  /** Of a name's baseline, from the middle of its row's interval. */
  readonly nameDown: number;
  readonly ticks: number;
}

const margin = { right: 16, top: 6, bottom: 38 };
/** Of a letter in a row's name, on average, and of the space around the name. */
const [letterWidth, nameSpace] = [6.2, 20];

/** Names beside the intervals, or above them where a page is narrow. */
function layouts(rows: readonly IntervalRow[]): readonly Layout[] {
  const longest = rows.reduce((most, { name }) => Math.max(most, name.length), 0);
  const left = Math.max(150, nameSpace + letterWidth * longest);
  return [
    { className: "wide", width: 560, rowHeight: 24, left, nameDown: 4, ticks: 5 },
    { className: "narrow", width: 330, rowHeight: 38, left: 16, nameDown: -10, ticks: 4 },
  ];
}

/** Estimates with their intervals, one below the other on a common axis; a reader sees one of two layouts. */
export function intervalChart(chart: IntervalChart): Markup {
  return markup`${layouts(chart.rows).map((layout) => drawChart(chart, layout))}`;
}

/** The chart with names beside the intervals, whatever the room. */
export function wideIntervalChart(chart: IntervalChart): Markup {
  return drawChart(chart, layouts(chart.rows)[0]!);
}

function drawChart({ title, unit, rows, ideal, domain }: IntervalChart, layout: Layout): Markup {
  const { className, width, rowHeight, left } = layout;
  const ends = rows.flatMap(({ low, high }) => [low, high]).concat(ideal ?? []);
  const x = scaleLinear([left, width - margin.right]);
  if (domain === undefined) x.domain([Math.min(...ends), Math.max(...ends)]).nice(5);
  else x.domain(domain);
  const top = margin.top + rowHeight - 24;
  const bottom = top + (rows.length - 1) * rowHeight + 24;
  const format = x.tickFormat(layout.ticks);
  const line =
    ideal === undefined
      ? undefined
      : markup`<path class="ideal" d="M${x(ideal).toFixed(1)} ${margin.top}V${bottom}"/>`;
  return markup`<svg class="${className}" viewBox="0 0 ${width} ${bottom + margin.bottom}" role="img" aria-label="${title}">
<path class="axis" d="M${left} ${bottom}H${width - margin.right}"/>${line}
${x.ticks(layout.ticks).map((at) => markup`<path class="axis" d="M${x(at).toFixed(1)} ${bottom}v5"/><text x="${x(at).toFixed(1)}" y="${bottom + 18}" text-anchor="middle">${format(at)}</text>`)}
<text x="${(left + width - margin.right) / 2}" y="${bottom + 33}" text-anchor="middle">${unit}</text>
${rows.map((row, i) => drawRow(row, top + 12 + i * rowHeight, layout, x))}
</svg>
`;
}

function drawRow(
  { name, value, low, high }: IntervalRow,
  y: number,
  { className, left, nameDown }: Layout,
  x: (value: number) => number,
): Markup {
  const place =
    className === "wide"
      ? markup`x="${left - 10}" y="${y + nameDown}" text-anchor="end"`
      : markup`x="${left}" y="${y + nameDown}"`;
  return markup`<text class="label" ${place}>${name}</text><path class="reach" d="M${x(low).toFixed(1)} ${y - 5}v10m0 -5H${x(high).toFixed(1)}m0 -5v10"/><circle class="value" cx="${x(value).toFixed(1)}" cy="${y}" r="4"/>
`;
}
