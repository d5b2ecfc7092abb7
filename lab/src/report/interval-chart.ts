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

const [width, rowHeight] = [560, 24];
const margin = { right: 16, top: 6, bottom: 38 };
/** Of a letter in a row's name, on average, and of the space around the name. */
const [letterWidth, nameSpace] = [6.2, 20];

/** Estimates with their intervals, one below the other on a common axis. */
export function intervalChart({ title, unit, rows, ideal, domain }: IntervalChart): Markup {
  const ends = rows.flatMap(({ low, high }) => [low, high]).concat(ideal ?? []);
  const longest = Math.max(...rows.map(({ name }) => name.length));
  const left = Math.max(150, nameSpace + letterWidth * longest);
  const x = scaleLinear([left, width - margin.right]);
  if (domain === undefined) x.domain([Math.min(...ends), Math.max(...ends)]).nice(5);
  else x.domain(domain);
  const bottom = margin.top + rows.length * rowHeight;
  const format = x.tickFormat(5);
  const line =
    ideal === undefined
      ? undefined
      : markup`<path class="ideal" d="M${x(ideal).toFixed(1)} ${margin.top}V${bottom}"/>`;
  return markup`<svg viewBox="0 0 ${width} ${bottom + margin.bottom}" role="img" aria-label="${title}">
<path class="axis" d="M${left} ${bottom}H${width - margin.right}"/>${line}
${x.ticks(5).map((at) => markup`<path class="axis" d="M${x(at).toFixed(1)} ${bottom}v5"/><text x="${x(at).toFixed(1)}" y="${bottom + 18}" text-anchor="middle">${format(at)}</text>`)}
<text x="${(left + width - margin.right) / 2}" y="${bottom + 33}" text-anchor="middle">${unit}</text>
${rows.map((row, i) => drawRow(row, margin.top + (i + 0.5) * rowHeight, left, x))}
</svg>`;
}

function drawRow(
  { name, value, low, high }: IntervalRow,
  y: number,
  left: number,
  x: (value: number) => number,
): Markup {
  return markup`<text class="label" x="${left - 10}" y="${y + 4}" text-anchor="end">${name}</text><path class="reach" d="M${x(low).toFixed(1)} ${y - 5}v10m0 -5H${x(high).toFixed(1)}m0 -5v10"/><circle class="value" cx="${x(value).toFixed(1)}" cy="${y}" r="4"/>
`;
}
