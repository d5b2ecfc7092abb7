import { concat, equal } from "../../bytes/arrays.ts";

/** A part of a profile: its number, the count of parts, content. */
type Part = Uint8Array;

/**
 * Joins the parts of an ICC profile, each of which stands behind its number and their count (ICC.1,
 * annex B.4), in any order. Some writers count from 0, some store a profile twice.
 * @param stored from all segments, in file order
 * @returns the profile, where there is a whole one, and what is no part of it
 */
export function joinProfile(stored: readonly Part[]): {
  readonly profile: Uint8Array | undefined;
  readonly rest: readonly Part[];
} {
  const parts = new Map<number | undefined, Part>();
  const rest: Part[] = [];
  for (const part of stored) {
    const alike = parts.get(part[0]);
    // Where two profiles follow each other, the first counts.
    if (alike === undefined && rest.length === 0) parts.set(part[0], part);
    else if (alike === undefined || !equal(alike, part)) rest.push(part);
  }
  const ordered = [...parts.values()].toSorted((a, b) => a[0]! - b[0]!);
  const from = ordered[0]?.[0] ?? 0;
  const whole = ordered.every((part, i) => part[0] === from + i && part[1] === ordered.length);
  if (parts.size === 0 || from > 1 || !whole) return { profile: undefined, rest: stored };
  return { profile: concat(ordered.map((part) => part.subarray(2))), rest };
}
