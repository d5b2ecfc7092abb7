import { together, type Difference } from "./differences.ts";
import {
  informative,
  judged,
  type Metric,
  type MetricNote,
  type PairSubject,
  type Test,
} from "./metric.ts";

/** The extremes of a measure over several pairs of cipher images, in one channel or in all. */
export type Extreme = (pairs: readonly Difference[], bits: number) => Omit<Test, "id" | "channel">;

// With m pairs the extreme one is judged at a level m times smaller (Bonferroni), which holds however
// the pairs depend on each other. Means are those of independent pairs, as if normal.

/** A metric of pairs of cipher images: an extreme over all channels together, then of each. */
export function extremeMetric(subject: PairSubject, note: MetricNote, extreme: Extreme): Metric {
  return judged({
    subject,
    notes: [note],
    measure: ({ pairs, bits }) => byChannels(note.id, pairs, (some) => extreme(some, bits)),
  });
}

/** The same over all channels together only. */
export function overallExtreme(subject: PairSubject, note: MetricNote, extreme: Extreme): Metric {
  return judged({
    subject,
    notes: [note],
    measure: ({ pairs, bits }) =>
      pairs.length === 0 ? [] : [{ id: note.id, ...extreme(pairs.map(together), bits) }],
  });
}

/** A measure of a pair, and its mean over independent ideal ones. */
interface PairMeasure {
  readonly of: (pair: Difference, bits: number) => number;
  readonly expected: (bits: number) => number;
}

/** A metric for information: the mean over pairs, which papers print. */
export function meanMetric(
  subject: PairSubject,
  note: MetricNote,
  { of, expected }: PairMeasure,
): Metric {
  return informative({
    subject,
    notes: [note],
    measure: ({ pairs, bits }) =>
      byChannels(note.id, pairs, (some) => ({
        value: some.reduce((sum, pair) => sum + of(pair, bits), 0) / some.length,
        expected: expected(bits),
        n: some[0]!.n * some.length,
      })),
  });
}

/** A reading of all channels together, then of each. */
function byChannels<T>(
  id: string,
  pairs: readonly (readonly Difference[])[],
  read: (pairs: readonly Difference[]) => T,
): readonly (T & { readonly id: string; readonly channel?: number })[] {
  const overall = { id, ...read(pairs.map(together)) };
  const channels = pairs[0]!.length;
  if (channels === 1) return [overall];
  return [
    overall,
    ...Array.from({ length: channels }, (_, channel) => {
      const each = pairs.map((pair) => pair[channel]!);
      return { id, channel, ...read(each) };
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
