import { jonckheere } from "../../statistics/jonckheere.ts";
import { spearman } from "../../statistics/spearman.ts";
import { varianceExplained } from "../../statistics/variance-explained.ts";
import type { Verdict } from "./claims.ts";
import { families, type FamilyId } from "./members.ts";
import type { VariantFigures } from "./variant-figures.ts";

/** Level of one claim, divided by its parts. */
const level = 0.05;

/** One figure that a claim over all families rests on. */
export interface CrossPart {
  /** What is compared with what. */
  readonly what: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
  /** Other figures that belong to it, in words. */
  readonly beside?: string;
  readonly verdict: Verdict;
}

/** A claim over all families. */
export interface CrossClaim {
  readonly id: string;
  /** Where it stands. */
  readonly place: string;
  readonly claim: string;
  readonly statistic: string;
  readonly rule: string;
  readonly parts: readonly CrossPart[];
  readonly verdict: Verdict;
}

/** Confirmed where all parts are, refuted where one is. */
function together(parts: readonly CrossPart[]): Verdict {
  if (parts.some(({ verdict }) => verdict === "refuted")) return "refuted";
  return parts.every(({ verdict }) => verdict === "confirmed") ? "confirmed" : "undecided";
}

/** The least rank correlation and the least share of variance that count as an effect. */
const [enoughRank, enoughShare] = [0.5, 0.06];

type Quantity = readonly [name: string, of: (variant: VariantFigures) => number | undefined];

const resistance: Quantity = ["1/ê", ({ noise }) => noise && 1 / noise.spread.value];
const distortion: Quantity = [
  "less abs. SSIM",
  (variant) => -Math.abs(variant.distortion.ssim.value),
];
const entropy: Quantity = ["entropy's score", (variant) => variant.entropy.z.value];
const sensitivity: Quantity = ["sensitivity", (variant) => variant.sensitivity.index];
const keySpace: Quantity = ["effective bits", (variant) => variant.bits.unseeded];
const uncorrelated: Quantity = ["less abs. r", (variant) => -variant.correlation.size.value];

function rankPart(
  [first, ofFirst]: Quantity,
  [second, ofSecond]: Quantity,
  variants: readonly VariantFigures[],
  parts: number,
): CrossPart {
  const pairs = variants.flatMap((variant) => {
    const [a, b] = [ofFirst(variant), ofSecond(variant)];
    return a === undefined || b === undefined ? [] : [[a, b] as const];
  });
  const { value, low, high, n } = spearman(
    pairs.map(([a]) => a),
    pairs.map(([, b]) => b),
    1 - level / parts,
  );
  const confirmed = value >= enoughRank && low > 0;
  const refuted = !(high >= enoughRank);
  return {
    what: `${first} with ${second}`,
    value,
    low,
    high,
    n,
    verdict: confirmed ? "confirmed" : refuted ? "refuted" : "undecided",
  };
}

const rankRule = `confirmed: each Spearman's rho >= ${enoughRank} and its interval above 0; refuted: the interval of one below ${enoughRank}`;

function rankClaim(
  about: Pick<CrossClaim, "id" | "place" | "claim">,
  pairs: readonly (readonly [Quantity, Quantity])[],
  variants: readonly VariantFigures[],
): CrossClaim {
  const parts = pairs.map(([a, b]) => rankPart(a, b, variants, pairs.length));
  return { ...about, statistic: "Spearman's rho", rule: rankRule, parts, verdict: together(parts) };
}

/** Values of a variant whose means differ between variants, by picture or by key. */
const effects: readonly (readonly [
  name: string,
  of: (variant: VariantFigures) => readonly number[],
])[] = [
  ["effective bits", ({ bitsByKey }) => bitsByKey],
  ["sensitivity", (variant) => variant.sensitivity.byKey],
  ["mean abs. r", (variant) => variant.correlation.byPicture],
  ["decibels after noise", ({ noise }) => noise?.byPicture ?? []],
  ["SSIM", (variant) => variant.distortion.byPicture],
  ["entropy's score", (variant) => variant.entropy.byPicture],
];

function effectPart(
  family: FamilyId,
  [name, of]: (typeof effects)[number],
  variants: readonly VariantFigures[],
): readonly CrossPart[] {
  const groups = variants
    .filter(({ group }) => group === family)
    .map(of)
    .filter((group) => group.length > 0);
  if (groups.length < 2 || groups.every((group) => group.length < 2)) return [];
  const parts = families.length * effects.length;
  const { value, low, high, n, f } = varianceExplained(groups, 1 - level / parts);
  return [
    {
      what: `${family}: ${name}`,
      value,
      low,
      high,
      n,
      beside: `F ${Number.isFinite(f) ? f.toPrecision(3) : "infinite"}, ${groups.length} variants`,
      verdict: low >= enoughShare ? "confirmed" : high < enoughShare ? "refuted" : "undecided",
    },
  ];
}

/** The claims of the survey's abstract. */
export function crossClaims(variants: readonly VariantFigures[]): readonly CrossClaim[] {
  const own = variants.filter(({ group }) => families.includes(group as FamilyId));
  const effectParts = families.flatMap((family) =>
    effects.flatMap((effect) => effectPart(family, effect, own)),
  );
  return [
    rankClaim(
      {
        id: "A1",
        place: "abstract",
        claim: "the more resistant to noise, the larger are distortion and entropy",
      },
      [
        [resistance, distortion],
        [resistance, entropy],
      ],
      own,
    ),
    rankClaim(
      {
        id: "A2",
        place: "abstract",
        claim: "the more sensitive, the larger is the key space and the lower the correlation",
      },
      [
        [sensitivity, keySpace],
        [sensitivity, uncorrelated],
      ],
      own,
    ),
    {
      id: "A3",
      place: "abstract",
      claim: "a model's parameters and size affect all of it, in all four families",
      statistic: "η² between variants",
      rule: `confirmed: in each family and property the interval of η² from ${enoughShare}; refuted: one interval below it`,
      parts: effectParts,
      verdict: together(effectParts),
    },
  ];
}

/** An order of families that the survey states. */
interface Order {
  readonly id: string;
  readonly place: string;
  readonly claim: string;
  readonly groups: readonly (readonly FamilyId[])[];
  /** What rises from group to group. */
  readonly what: string;
  readonly of: (variant: VariantFigures) => number;
}

const orders: readonly Order[] = [
  {
    id: "B1",
    place: "3.3.4",
    claim: "in correlation, GAN between chaotic and convolutional",
    groups: [["chaotic"], ["gan"], ["convolutional"]],
    what: "mean abs. r: chaotic, GAN, convolutional",
    of: (variant) => variant.correlation.size.value,
  },
  {
    id: "B2",
    place: "3.6",
    claim: "in distortion, GAN between chaotic and convolutional",
    groups: [["chaotic"], ["gan"], ["convolutional"]],
    what: "abs. SSIM: chaotic, GAN, convolutional",
    of: (variant) => Math.abs(variant.distortion.ssim.value),
  },
  {
    id: "B3",
    place: "4",
    claim: "chaotic and cellular more sensitive than convolutional",
    groups: [["convolutional"], ["chaotic", "cellular"]],
    what: "sensitivity: convolutional, then chaotic and cellular",
    of: (variant) => variant.sensitivity.index,
  },
];

/** The orders of families that the survey states. */
export function rankingClaims(variants: readonly VariantFigures[]): readonly CrossClaim[] {
  return orders.flatMap(({ id, place, claim, groups, what, of }): readonly CrossClaim[] => {
    const values = groups.map((ids) =>
      variants.filter(({ group }) => ids.includes(group as FamilyId)).map(of),
    );
    if (values.some((group) => group.length === 0)) return [];
    const { rising, steps, z, pRising, pFalling, n } = jonckheere(values);
    const each = level / orders.length;
    const inOrder = steps.every((step) => step > 0.5);
    const verdict =
      pRising < each && inOrder ? "confirmed" : pFalling < each ? "refuted" : "undecided";
    const beside = `z ${z.toFixed(2)}, p ${pRising.toPrecision(2)} rising and ${pFalling.toPrecision(2)} falling; from group to group ${steps.map((step) => step.toFixed(2)).join(", ")}`;
    return [
      {
        id,
        place,
        claim,
        statistic: "Jonckheere's share of pairs that rise",
        rule: `confirmed: p < ${each.toPrecision(2)} for a rising trend, and each group above the one before in more than half of the pairs; refuted: p < ${each.toPrecision(2)} for a falling one`,
        parts: [{ what, value: rising, low: Number.NaN, high: Number.NaN, n, beside, verdict }],
        verdict,
      },
    ];
  });
}
