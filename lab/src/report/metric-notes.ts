import { metrics } from "../metrics/list.ts";
import type { MetricNote } from "../metrics/metric.ts";
import { subjects } from "../metrics/subjects.ts";

/** A group of metrics that look at the same thing. */
interface MetricGroup {
  readonly title: string;
  readonly notes: readonly MetricNote[];
}

/** Every metric of an analysis, in the order of its results; docs/analyze.md has more of each. */
export function metricGroups(): readonly MetricGroup[] {
  const groups = new Map<string, MetricNote[]>();
  for (const { subject, judged, notes } of metrics) {
    const title = judged ? subjects[subject].title : "Measured and not judged";
    groups.set(title, [...(groups.get(title) ?? []), ...notes]);
  }
  return [...groups].map(([title, notes]) => ({ title, notes }));
}
