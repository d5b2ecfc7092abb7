import { scatterPlot } from "../../report/scatter-plot.ts";
import { families } from "./members.ts";
import type { Recorded } from "./recorded.ts";
import type { VariantFigures } from "./variant-figures.ts";

/** Families in the order of their marks, hybrid networks and zero lines after them. */
const groups = [...families, "hybrid", "zero line"] as const;

/** A figure of the page: its file and what it shows. */
export interface Plot {
  readonly file: string;
  readonly title: string;
  readonly svg: string;
}

/** Where the logarithm of a likeness of 0 would be. */
const least = 1e-5;

export function plots(variants: readonly VariantFigures[], recorded: Recorded): readonly Plot[] {
  const series = (
    point: (variant: VariantFigures) => readonly [x: number, y: number] | undefined,
  ): readonly { name: string; points: readonly (readonly [number, number])[] }[] =>
    groups.flatMap((group) => {
      const points = variants.flatMap((variant) => {
        const at = variant.group === group ? point(variant) : undefined;
        return at === undefined ? [] : [at];
      });
      return points.length === 0 ? [] : [{ name: group, points }];
    });
  const figure = (file: string, plot: Parameters<typeof scatterPlot>[0]): Plot => ({
    file,
    title: plot.title,
    svg: scatterPlot(plot).text,
  });
  return [
    figure("noise-distortion.svg", {
      title: "Samples ruined by a replaced one, and likeness of picture and cipher image",
      x: { label: "ê, samples ruined by each replaced one", log: true },
      y: { label: "abs. SSIM (eq. 14) of picture and cipher image", log: true },
      series: series(({ noise, distortion }) =>
        noise === undefined
          ? undefined
          : [Math.max(0.5, noise.spread.value), Math.max(least, Math.abs(distortion.ssim.value))],
      ),
    }),
    figure("sensitivity-keys.svg", {
      title: "Sensitivity to changes of the native key, and bits of it that count",
      x: {
        label: "sensitivity: s over the bits of a number, or share of single bits that count",
        domain: [0, 1],
      },
      y: { label: "bits that count, native key" },
      series: series(({ sensitivity, bits }) => [sensitivity.index, bits.unseeded]),
    }),
    ...(recorded.growth.length === 0
      ? []
      : [
          figure("growth.svg", {
            title: "Growth of a change of 10^-10 of the state",
            x: { label: "time, units of the flow" },
            y: { label: "log10 of the distance of both orbits" },
            series: recorded.growth
              .filter(({ changed }) => changed === "state")
              .map(({ flow, figures: { every, distances } }) => ({
                name: flow,
                line: true as const,
                points: distances.flatMap((distance, i) =>
                  distance === null ? [] : [[i * every, distance] as const],
                ),
              })),
          }),
        ]),
  ];
}
