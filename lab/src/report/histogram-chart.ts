import { scaleLinear } from "d3-scale";
import { area, curveStepAfter } from "d3-shape";
import { markup, type Markup } from "./markup.ts";

/** One band of a histogram chart. */
export interface HistogramBand {
  readonly name: string;
  readonly tone: "gray" | "red" | "green" | "blue";
  /** Count of every symbol from 0. */
  readonly counts: ArrayLike<number>;
}

const [width, bandHeight, gap] = [364, 64, 12];
// At the right there is room for half of the last tick.
const margin = { left: 58, right: 12, top: 4, bottom: 20 };

/**
 * Histograms one below the other, each from 0 to its own largest count, with a dashed line where an
 * even histogram would lie.
 *
 * @param title what is shown, read out in place of the chart
 */
export function histogramChart(title: string, bands: readonly HistogramBand[]): Markup {
  const symbols = bands[0]!.counts.length;
  const x = scaleLinear([0, symbols], [margin.left, width - margin.right]);
  const height = margin.top + bands.length * (bandHeight + gap) - gap + margin.bottom;
  const ticks = [0, symbols / 4, symbols / 2, (3 * symbols) / 4, symbols - 1];
  const axis = height - margin.bottom;
  return markup`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
${bands.map((band, i) => drawBand(band, margin.top + i * (bandHeight + gap), x))}
${ticks.map((at) => markup`<text x="${x(at).toFixed(1)}" y="${axis + 14}" text-anchor="middle">${at}</text>`)}
</svg>`;
}

function drawBand(
  { name, tone, counts }: HistogramBand,
  top: number,
  x: (symbol: number) => number,
): Markup {
  const values = Array.from(counts);
  const largest = values.reduce((most, count) => Math.max(most, count), 1);
  const even = values.reduce((sum, count) => sum + count, 0) / values.length;
  const bottom = top + bandHeight;
  const y = scaleLinear([0, largest], [bottom, top + 2]);
  // The last step needs a right edge.
  const shape = area<number>()
    .x((_, i) => x(i))
    .y0(bottom)
    .y1((count) => y(count))
    .curve(curveStepAfter)
    .digits(1)([...values, values.at(-1)!]);
  const [left, right, mean] = [x(0), x(values.length), y(even).toFixed(1)];
  return markup`<path class="${tone}" d="${shape ?? ""}"/>
<path class="axis" d="M${left} ${bottom}H${right}"/><path class="ideal" d="M${left} ${mean}H${right}"/>
<text x="${left - 5}" y="${top + 10}" text-anchor="end">${compact(largest)}</text>
<text x="${left - 5}" y="${bottom}" text-anchor="end">0</text>
<text class="label" x="${left - 5}" y="${(top + bottom) / 2 + 4}" text-anchor="end">${name}</text>
`;
}

const compact = (count: number): string =>
  new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 }).format(count);
