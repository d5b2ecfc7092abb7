import { markup, type Markup } from "@neuroveil/lab/report";
import { scaleLinear } from "d3-scale";
import type { FrontierPoint } from "./point.ts";

const [width, height] = [640, 400];
const margin = { left: 56, right: 24, top: 24, bottom: 52 };
const colours = ["#1b6ca8", "#b8541a", "#4d7c3a", "#7a4fa3"];

/** Where a point lies and how far its intervals reach, in decibels. */
interface Mark {
  readonly label: string;
  readonly x: readonly [mean: number, low: number, high: number];
  readonly y: readonly [mean: number, low: number, high: number];
}

/**
 * What the owner of the key gets back (upwards) against what an attacker without it gets (to the right),
 * with the 95% intervals of the means, as an SVG document. Best is the upper left corner.
 *
 * @param names of the data, as they are shown, by the names in the points' figures
 */
export function frontierChart(
  points: readonly FrontierPoint[],
  names: ReadonlyMap<string, string>,
): string {
  const series = [...names].map(([data, name], i) => ({
    name,
    colour: colours[i % colours.length]!,
    marks: points.map((point) => markOf(point, data)),
    mean: average(points.map((point) => figureOf(point, data, "mean-colour-psnr")[0])),
  }));
  const all = series.flatMap(({ marks }) => marks);
  const x = scaleLinear([margin.left, width - margin.right])
    .domain(extent([...all.flatMap(({ x }) => x), ...series.map(({ mean }) => mean)]))
    .nice();
  const y = scaleLinear([height - margin.bottom, margin.top])
    .domain(extent(all.flatMap(({ y }) => y)))
    .nice();
  const bottom = height - margin.bottom;
  const svg = markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="#222" role="img" aria-label="What the right key returns against what an attacker recovers">
<rect width="${width}" height="${height}" fill="#fff"/>
${y.ticks(6).map((at) => markup`<path d="M${margin.left} ${y(at).toFixed(1)}H${width - margin.right}" stroke="#e4e4e4"/><text x="${margin.left - 8}" y="${(y(at) + 4).toFixed(1)}" text-anchor="end">${at}</text>`)}
${x.ticks(8).map((at) => markup`<path d="M${x(at).toFixed(1)} ${bottom}v5" stroke="#777"/><text x="${x(at).toFixed(1)}" y="${bottom + 19}" text-anchor="middle">${at}</text>`)}
<path d="M${margin.left} ${bottom}H${width - margin.right}" stroke="#777"/>
<text x="${(margin.left + width) / 2}" y="${height - 12}" text-anchor="middle">an attacker without the key recovers, PSNR in dB</text>
<text transform="translate(16 ${height / 2}) rotate(-90)" text-anchor="middle">the right key returns, PSNR in dB</text>
${series.map(({ name, colour, marks, mean }, i) => drawSeries(name, colour, marks, mean, i))}</svg>`;
  return `${svg.text}\n`;

  function drawSeries(
    name: string,
    colour: string,
    marks: readonly Mark[],
    mean: number,
    i: number,
  ): Markup {
    const up = bottom - 14 - 16 * (names.size - 1 - i);
    return markup`<g stroke="${colour}" fill="none"><path d="M${x(mean).toFixed(1)} ${margin.top}V${bottom}" stroke-dasharray="5 4"/>
${marks.map(({ x: [at, low, high], y: [up, under, over] }) => markup`<path d="M${x(low).toFixed(1)} ${y(up).toFixed(1)}H${x(high).toFixed(1)}M${x(at).toFixed(1)} ${y(under).toFixed(1)}V${y(over).toFixed(1)}"/><circle cx="${x(at).toFixed(1)}" cy="${y(up).toFixed(1)}" r="4" fill="${colour}"/>`)}
</g>
${marks.map(({ label, x: [at], y: [up] }) => markup`<text x="${(x(at) + 7).toFixed(1)}" y="${(y(up) - 7).toFixed(1)}" fill="${colour}">${label}</text>`)}
<text x="${width - margin.right}" y="${up}" text-anchor="end" fill="${colour}">${name}; dashed: its mean colours</text>
`;
  }
}

function markOf(point: FrontierPoint, data: string): Mark {
  return {
    label: String(point.settings["security"]),
    x: figureOf(point, data, "adversary-psnr"),
    y: figureOf(point, data, "right-key-psnr"),
  };
}

function figureOf(
  { figures }: FrontierPoint,
  data: string,
  id: string,
): readonly [mean: number, low: number, high: number] {
  const { mean, low, high } = figures[data]!.find((figure) => figure.id === id)!;
  return [mean, low, high];
}

function average(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

function extent(values: readonly number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}
