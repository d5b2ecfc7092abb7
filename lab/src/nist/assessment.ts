import { binomialTails } from "../statistics/binomial.ts";
import { familyWise } from "../statistics/family-wise.ts";
import { twoSided } from "../statistics/tails.ts";
import { canFail } from "../statistics/tarone.ts";
import { classCountsP } from "./class-counts.ts";
import { equalBinsP } from "./equal-bins.ts";

/** The P-values of one test, or of one of its parts, over the sequences that allowed it. */
export interface NistPValues {
  readonly test: string;
  /** Which template, state or direction; "" where the test gives one P-value only. */
  readonly name: string;
  readonly p: readonly number[];
}

/** A quantity with the standard's own bound. */
export interface NistJudgement {
  readonly value: number;
  /** Whether it stays inside the bound of the standard (4.2), which is meant for one test alone. */
  readonly inside: boolean;
}

/** What the P-values of one test amount to. */
export interface NistResult extends NistPValues {
  /** Share of sequences whose P-value is at least 0.01; inside: .99 ± 3 sqrt(.0099 / m) (4.2.1). */
  readonly proportion: NistJudgement;
  /** P_T of ten bins, from 55 sequences on; inside: 0.0001 and more (4.2.2). */
  readonly uniformity?: NistJudgement;
  /** Smallest Holm-adjusted p-value of all that was judged here: rejected where below the level. */
  readonly adjusted: number;
}

/** What the suite found over all sequences. */
export interface NistAssessment {
  /** Sequences that were tested. */
  readonly sequences: number;
  readonly results: readonly NistResult[];
  /** Level of the family: the probability that an ideal source is rejected, at the most. */
  readonly alpha: number;
  /** Whether nothing in the family is rejected. */
  readonly pass: boolean;
}

const level = 0.01;
const bins = 10;
/** Sequences from which on the ten bins are filled well enough (4.2.2). */
const uniformityNeeds = 55;
const lowestUniformity = 0.0001;

/**
 * Judges P-values in two ways. By the standard's bounds, each for one test alone: of 188 tests of an
 * ideal source some lie outside. And by one family-wise verdict, Holm's rule over the exact tails of
 * every proportion and, from 55 sequences on, every uniformity, and over the smallest P-value of each:
 * one bad sequence is enough.
 *
 * @param alpha level of the family, default 0.001
 */
export function assessNist(
  pValues: readonly NistPValues[],
  sequences: number,
  alpha = 0.001,
): NistAssessment {
  const judged = pValues.map((found) => judge(found));
  const all = judged.flatMap(({ members }) => members);
  const able = canFail(
    all.map(({ leastP }) => leastP),
    alpha,
  );
  const family = familyWise(
    all.filter((_, i) => able[i]).map(({ p }) => p),
    alpha,
  );
  let [at, kept] = [0, 0];
  const results = judged.map(({ result, members }): NistResult => {
    const own = able.slice(at, (at += members.length)).filter(Boolean).length;
    const adjusted = family.adjusted.slice(kept, (kept += own));
    return Object.assign(result, { adjusted: adjusted.reduce((a, b) => Math.min(a, b), 1) });
  });
  return { sequences, results, alpha: family.alpha, pass: family.pass };
}

interface Judged {
  readonly result: Omit<NistResult, "adjusted">;
  /** Its p-values in the family, with the smallest that each can be. */
  readonly members: readonly { readonly p: number; readonly leastP: number }[];
}

function judge(found: NistPValues): Judged {
  const { p } = found;
  const n = p.length;
  const failed = p.filter((value) => value < level).length;
  const share = 1 - failed / n;
  const proportion: NistJudgement = {
    value: share,
    inside: Math.abs(share - (1 - level)) <= 3 * Math.sqrt((level * (1 - level)) / n),
  };
  const failures = {
    p: twoSided(binomialTails(failed, n, level)),
    // That all of them fail: a hundredth of one sequence, its square of two.
    leastP: 2 * level ** n,
  };
  const least = { p: smallestP(p), leastP: 0 };
  if (n < uniformityNeeds) return { result: { ...found, proportion }, members: [failures, least] };
  const counts = binCounts(p);
  const value = classCountsP(
    counts,
    counts.map(() => 1 / bins),
  );
  const uniformity: NistJudgement = { value, inside: value >= lowestUniformity };
  const members = [failures, least, { p: equalBinsP(counts), leastP: 0 }];
  return { result: { ...found, proportion, uniformity }, members };
}

/**
 * A bound on the chance that the smallest of these P-values is as small, so that one ruined sequence
 * among many is told. Of the P-values the square roots: what the standard computes are approximations,
 * and far out the true probability is larger, the most for the excursions variant, whose counts at 500
 * returns to zero are skewed (1e-18 for what has about 1e-9).
 */
function smallestP(p: readonly number[]): number {
  return Math.min(1, p.length * Math.sqrt(p.reduce((least, value) => Math.min(least, value))));
}

function binCounts(p: readonly number[]): readonly number[] {
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of p) counts[Math.min(Math.floor(bins * value), bins - 1)]! += 1;
  return counts;
}
