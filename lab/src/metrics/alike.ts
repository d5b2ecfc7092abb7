import { binomialQuantile, binomialTails } from "../statistics/binomial.ts";
import type { Excerpt } from "./excerpt.ts";
import { judged, type Metric, type Test } from "./metric.ts";

const meet = 1 / 256;

/**
 * The largest number of equal steps in any two of several cipher images, which are all unrelated under
 * an ideal cipher. Every two are judged at a level divided by their number, in both kinds of steps.
 */
export function mostAlike(id: string, excerpts: readonly Excerpt[]): readonly Test[] {
  const n = excerpts[0]?.differences.length ?? 0;
  if (n === 0 || excerpts.length < 2) return [];
  let most = 0;
  for (const [i, one] of excerpts.entries())
    for (const other of excerpts.slice(i + 1))
      most = Math.max(
        most,
        equalBytes(one.differences, other.differences),
        equalBytes(one.exclusiveOrs, other.exclusiveOrs),
      );
  const tried = excerpts.length * (excerpts.length - 1);
  return [
    {
      id,
      value: most / n,
      n,
      p: Math.min(1, tried * binomialTails(most, n, meet).upper),
      leastP: Math.min(1, tried * meet ** n),
      limits: (level) => ({ high: binomialQuantile(1 - level / tried, n, meet) / n }),
    },
  ];
}

function equalBytes(a: Uint8Array, b: Uint8Array): number {
  let equal = 0;
  for (let i = 0; i < a.length; i++) if (a[i] === b[i]) equal++;
  return equal;
}

export const alike: Metric = judged({
  subject: "bitChanges",
  notes: [
    {
      id: "alike",
      meaning:
        "Largest likeness of any two cipher images of plain images that differ in two samples, at a fixed key and nonce.",
    },
  ],
  measure: ({ excerpts }) => mostAlike("alike", excerpts),
});

export const alikeAsUsed: Metric = judged({
  subject: "sameKey",
  notes: [
    {
      id: "alike-as-used",
      meaning: "Largest likeness of any two cipher images under one key, each with its own nonce.",
    },
  ],
  measure: (excerpts) => mostAlike("alike-as-used", excerpts),
});
