import type { IntervalChart } from "../report/interval-chart.ts";
import { fieldName } from "../report/field-names.ts";
import { heading } from "../report/paper-table.ts";
import type { SetMeans } from "./comparison.ts";

/** Metrics that are drawn. */
const drawn = ["entropy", "correlation-horizontal", "npcr-mean", "uaci-mean", "encryption-seconds"];

/** Charts of what papers print, by the name of their file without ".svg". */
export function comparisonFigures(means: readonly SetMeans[]): ReadonlyMap<string, IntervalChart> {
  const several = new Set(means.map(({ set }) => set)).size > 1;
  return new Map(
    drawn.flatMap((id): readonly (readonly [string, IntervalChart])[] => {
      const field = fieldName(id)!;
      const { times = 1, ideal } = field;
      const rows = means.flatMap(({ cipher, set, metrics }) => {
        const mean = metrics.find((each) => each.id === id && each.channel === undefined);
        if (mean?.value === undefined || mean.value === null) return [];
        const { value, low, high } = mean;
        const name = several ? `${cipher}, ${set}` : cipher;
        return [
          {
            name,
            value: times * value,
            low: times * (low ?? value),
            high: times * (high ?? value),
          },
        ];
      });
      if (rows.length === 0) return [];
      // Of small images the ideal entropy is below 8, and no line that suits all.
      const line = id === "entropy" || ideal === undefined ? {} : { ideal };
      const unit = heading(field);
      const title = `${unit} by cipher, mean and 95% interval over pictures and keys`;
      return [[id, { title, unit: `${unit}; mean and 95% interval`, rows, ...line }]];
    }),
  );
}
