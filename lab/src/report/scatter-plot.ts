import { scaleLinear, scaleLog } from "d3-scale";
import { markup, type Markup } from "./markup.ts";

/** An axis of a plot. */
export interface PlotAxis {
  /** What it shows, with its unit. */
  readonly label: string;
  /** Whether it is logarithmic; its values are above 0. */
  readonly log?: true;
  /** Ends; default: what the points need. */
  readonly domain?: readonly [low: number, high: number];
}

/** Points of one kind. */
export interface PlotSeries {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Whether they are joined by a line instead of marked one by one. */
  readonly line?: true;
}

export interface ScatterPlot {
  /** What is shown, read out in place of the plot. */
  readonly title: string;
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  /** Six at the most, told apart by shape and by tone. */
  readonly series: readonly PlotSeries[];
}

const [width, height] = [640, 400];
const margin = { left: 66, right: 176, top: 16, bottom: 48 };
const [ticksAcross, ticksUp] = [6, 6];

/** Told apart in gray as well. */
const tones = ["#1f5fbf", "#c9344a", "#23854c", "#8a5a00", "#55607a", "#7b3fb0"];
const dashes = ["", "6 3", "2 3", "8 3 2 3", "1 4", "12 4"];

/** Shapes around 0, 0. */
const shapes = [
  "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
  "M-4 -4h8v8h-8z",
  "M0 -5L5 4H-5z",
  "M0 -5L5 0L0 5L-5 0z",
  "M-4 -4L4 4M-4 4L4 -4",
  "M-5 0H5M0 -5V5",
];

interface Scale {
  (value: number): number;
  readonly ticks: (count: number) => readonly number[];
  readonly tickFormat: (count: number, format?: string) => (value: number) => string;
}

function scaleOf(
  { log, domain }: PlotAxis,
  values: readonly number[],
  range: readonly [number, number],
): Scale {
  const ends = domain ?? [Math.min(...values), Math.max(...values)];
  return log ? scaleLog(ends, range).nice() : scaleLinear(ends, range).nice();
}

/** Points over two axes with ticks, as an SVG file of its own in fixed colours, for paper as well. */
export function scatterPlot({ title, x, y, series }: ScatterPlot): Markup {
  const [right, bottom] = [width - margin.right, height - margin.bottom];
  const points = series.flatMap((each) => each.points);
  const across = scaleOf(
    x,
    points.map(([at]) => at),
    [margin.left, right],
  );
  const up = scaleOf(
    y,
    points.map(([, at]) => at),
    [bottom, margin.top],
  );
  const text = (value: number, scale: Scale, axis: PlotAxis, count: number): string =>
    axis.log ? scale.tickFormat(count, "~g")(value) : scale.tickFormat(count)(value);
  const named = (ticks: readonly number[], axis: PlotAxis): readonly number[] =>
    // Of a logarithmic axis the powers of ten have names, where there are two of them.
    axis.log && ticks.filter(isPowerOfTen).length > 1 ? ticks.filter(isPowerOfTen) : ticks;
  return markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}" font-family="'Liberation Sans',Arial,Helvetica,sans-serif" font-size="12" fill="#1b2330">
<rect width="100%" height="100%" fill="#fff"/>
<path d="M${margin.left} ${margin.top}V${bottom}H${right}" fill="none" stroke="#55607a"/>
${named(across.ticks(ticksAcross), x).map(
  (
    at,
  ) => markup`<path d="M${across(at).toFixed(1)} ${bottom}v5" stroke="#55607a"/><text x="${across(at).toFixed(1)}" y="${bottom + 18}" text-anchor="middle">${text(at, across, x, ticksAcross)}</text>
`,
)}${named(up.ticks(ticksUp), y).map(
    (
      at,
    ) => markup`<path d="M${margin.left} ${up(at).toFixed(1)}h-5" stroke="#55607a"/><text x="${margin.left - 9}" y="${(up(at) + 4).toFixed(1)}" text-anchor="end">${text(at, up, y, ticksUp)}</text>
`,
  )}<text x="${(margin.left + right) / 2}" y="${height - 10}" text-anchor="middle">${x.label}</text>
<text transform="translate(15 ${(margin.top + bottom) / 2}) rotate(-90)" text-anchor="middle">${y.label}</text>
${series.map((each, i) => drawSeries(each, i, across, up))}</svg>
`;
}

function isPowerOfTen(value: number): boolean {
  return Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-9;
}

function drawSeries({ name, points, line }: PlotSeries, i: number, x: Scale, y: Scale): Markup {
  const tone = tones[i % tones.length]!;
  const [left, top] = [width - margin.right + 16, margin.top + 12 + 20 * i];
  const places = points.map(([a, b]) => [x(a).toFixed(1), y(b).toFixed(1)] as const);
  const label = markup`<text x="${left + 30}" y="${top + 4}">${name}</text>`;
  if (line) {
    const stroke = markup`fill="none" stroke="${tone}" stroke-width="1.6" stroke-dasharray="${dashes[i % dashes.length]}"`;
    const path = places.map(([a, b], k) => `${k === 0 ? "M" : "L"}${a} ${b}`).join("");
    return markup`<path d="${path}" ${stroke}/><path d="M${left} ${top}h24" ${stroke}/>${label}
`;
  }
  const shape = shapes[i % shapes.length]!;
  const fill = markup`fill="${tone}" fill-opacity="0.55" stroke="${tone}"`;
  return markup`${places.map(([a, b]) => markup`<path transform="translate(${a} ${b})" d="${shape}" ${fill}/>`)}<path transform="translate(${left + 12} ${top})" d="${shape}" ${fill}/>${label}
`;
}
