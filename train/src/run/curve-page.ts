import { markup, reportPage, type Markup } from "@neuroveil/lab/report";
import type { CurvePoint } from "./curves.ts";
import type { RunConfig } from "./run-config.ts";

const [width, height] = [560, 180];
const margin = { left: 70, right: 16, top: 10, bottom: 30 };

/** The curves of a training as one HTML page. */
export function curvePage(config: RunConfig, curve: readonly CurvePoint[]): string {
  const names = Object.keys(curve.at(-1)?.results ?? {});
  const { recipe, seed, threads, data, machine } = config;
  return reportPage({
    title: `Training of ${recipe}`,
    lead: [
      `On ${data.name}: ${data.training} pictures to train with and ${data.heldOut} held out. Each curve shows one step in every ${curve.length < 2 ? 1 : curve.at(-1)!.step - curve.at(-2)!.step} or so; every step sees other pictures and keys, so curves are never smooth.`,
    ],
    sections: names.map((name) => ({
      id: name.replaceAll(/[^a-z0-9]+/g, "-"),
      name,
      body: lineChart(
        name,
        curve.map(({ step, results }) => [step, results[name] ?? 0]),
      ),
    })),
    footer: `Seed ${seed}, ${threads} threads, ${machine.cpu}, Node ${machine.node}, onnxruntime ${machine.onnxruntime}.`,
  });
}

function lineChart(title: string, points: readonly (readonly [number, number])[]): Markup {
  const values = points.map(([, value]) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const last = points.at(-1)?.[0] ?? 1;
  const x = (step: number): number =>
    margin.left + (step / last) * (width - margin.left - margin.right);
  const y = (value: number): number =>
    margin.top + ((high - value) / (high - low || 1)) * (height - margin.top - margin.bottom);
  const bottom = height - margin.bottom;
  const path = points
    .map(([step, value], i) => `${i === 0 ? "M" : "L"}${x(step).toFixed(1)} ${y(value).toFixed(1)}`)
    .join("");
  return markup`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
<path class="axis" d="M${margin.left} ${margin.top}V${bottom}H${width - margin.right}" fill="none"/>
<text x="${margin.left - 8}" y="${margin.top + 10}" text-anchor="end">${high.toPrecision(3)}</text>
<text x="${margin.left - 8}" y="${bottom}" text-anchor="end">${low.toPrecision(3)}</text>
<text x="${width - margin.right}" y="${bottom + 18}" text-anchor="end">step ${last}</text>
<path d="${path}" fill="none" stroke="currentColor"/>
</svg>`;
}
