import type { JudgedMetric } from "../analysis/judge.ts";

/**
 * The metrics that are shown first, in the order of an analysis: of each what counts all channels
 * together or, where none does, the most conspicuous channel; and single channels that fail although
 * the one that stands for them passes.
 */
export function shownMetrics(metrics: readonly JudgedMetric[]): readonly JudgedMetric[] {
  const rank = ({ channel, p = 1 }: JudgedMetric): number => (channel === undefined ? -1 : p);
  return [...new Set(metrics.map(({ id }) => id))].flatMap((id) => {
    const same = metrics.filter((metric) => metric.id === id);
    const chosen = same.reduce((first, metric) => (rank(metric) < rank(first) ? metric : first));
    if (chosen.verdict === "fail") return [chosen];
    return same.filter((metric) => metric === chosen || metric.verdict === "fail");
  });
}
