import { together, type Difference } from "./differences.ts";
import { judged, type Metric, type MetricNote, type PairSubject, type Test } from "./metric.ts";

/** The extremes of a measure over several pairs of cipher images, in one channel or in all. */
export type Extreme = (pairs: readonly Difference[], bits: number) => Omit<Test, "id" | "channel">;

// With m pairs the extreme one is judged at a level m times smaller (Bonferroni), which holds however
// the pairs depend on each other. Means are those of independent pairs, as if normal.

/** A metric of pairs of cipher images: an extreme over all channels together, then of each. */
export function extremeMetric(subject: PairSubject, note: MetricNote, extreme: Extreme): Metric {
  return judged({
    subject,
    notes: [note],
    measure: ({ pairs, bits }) => extremeTests(note.id, pairs, bits, extreme),
  });
}

function extremeTests(
  id: string,
  pairs: readonly (readonly Difference[])[],
  bits: number,
  extreme: Extreme,
): readonly Test[] {
  const overall = { id, ...extreme(pairs.map(together), bits) };
  const channels = pairs[0]!.length;
  if (channels === 1) return [overall];
  return [
    overall,
    ...Array.from({ length: channels }, (_, channel) => {
      const each = pairs.map((pair) => pair[channel]!);
      return { id, channel, ...extreme(each, bits) };
    }),
  ];
}

/** What the measures of independent pairs have in common under an ideal cipher. */
export interface Model {
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
}

// As many arguments of a call as there may be pairs would not fit on the stack.
export function smallest(
  pairs: readonly Difference[],
  measure: (pair: Difference) => number,
): number {
  return pairs.reduce((least, pair) => Math.min(least, measure(pair)), Infinity);
}

export function largest(
  pairs: readonly Difference[],
  measure: (pair: Difference) => number,
): number {
  return pairs.reduce((most, pair) => Math.max(most, measure(pair)), -Infinity);
}
