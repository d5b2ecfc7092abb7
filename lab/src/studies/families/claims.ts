import type { FamilyId } from "./members.ts";
import type { Interval, VariantFigures } from "./variant-figures.ts";

/** What a variant, or a class, says to a claim. */
export type Verdict = "confirmed" | "refuted" | "undecided";

/** The survey's properties, by the name of their figure. */
export type Property =
  | "key space"
  | "key sensitivity"
  | "correlation"
  | "noise"
  | "distortion"
  | "entropy";

/** What a claim is compared with. */
export interface Context {
  /** Of 256 stored bits, how many count in the middle chaotic variant. */
  readonly chaoticOf256: number;
  /** Mean decibels after noise of the convolutional variants. */
  readonly convolutionalPsnr: number;
}

/** One cell of the survey's tables. */
export interface Claim {
  readonly number: number;
  readonly table: 1 | 2;
  readonly family: FamilyId;
  readonly property: Property;
  /** What the cell says, in our words. */
  readonly claim: string;
  /** When a variant confirms it, and when it refutes it. */
  readonly rule: string;
  readonly judge: (variant: VariantFigures, context: Context) => Verdict;
}

/** The first that holds. */
function decide(confirms: boolean, refutes: boolean): Verdict {
  if (confirms) return "confirmed";
  return refutes ? "refuted" : "undecided";
}

const within = ({ low, high }: Interval, reach: number): boolean => low >= -reach && high <= reach;

/** Whether every change of one smallest step changes the whole cipher image. */
function reachesLastStep({ sensitivity: { passed } }: VariantFigures): boolean {
  return passed.count === passed.n;
}

/** Real numbers by s, strings of bits by the flips that pass. */
function judgeSensitive(variant: VariantFigures, enough: number): Verdict {
  const { least, passed } = variant.sensitivity;
  if (least === undefined) return decide(reachesLastStep(variant), passed.high < 0.5);
  return decide(reachesLastStep(variant) || least >= enough, least < 20);
}

function judgeInsensitive(variant: VariantFigures): Verdict {
  const { median, passed } = variant.sensitivity;
  return decide(median === undefined ? passed.high < 0.5 : median <= 12, reachesLastStep(variant));
}

/** Nothing beyond an ideal cipher's limits, or far beyond. */
function judgeUncorrelated({ correlation: { clean, z } }: VariantFigures): Verdict {
  return decide(clean, z.low > 5);
}

function opposite(verdict: Verdict): Verdict {
  if (verdict === "undecided") return verdict;
  return verdict === "confirmed" ? "refuted" : "confirmed";
}

function judgeDistorted({ distortion: { ssim, offIdeal } }: VariantFigures): Verdict {
  return decide(within(ssim, 0.02) && within(offIdeal, 0.2), ssim.low >= 0.1);
}

/** "Smaller" is refuted by the likeness alone, whatever the decibels. */
function judgeUndistorted({ distortion: { ssim } }: VariantFigures): Verdict {
  return decide(ssim.low >= 0.1, within(ssim, 0.02));
}

function judgeEntropic({ entropy: { z } }: VariantFigures): Verdict {
  return decide(within(z, 3), z.high < -10);
}

function judgeSpreading({ noise }: VariantFigures): Verdict {
  if (noise === undefined) return "undecided";
  return decide(noise.spread.low >= 2, noise.spread.high <= 1.1);
}

const sensitiveRule = (s: number): string =>
  `confirmed: every change of one smallest step changes the whole cipher image, or s >= ${s} of every number; refuted: s < 20 of any number, or fewer than half of the single bits count`;
const uncorrelatedRule =
  "confirmed: no correlation beyond an ideal cipher's limits, all one family; refuted: mean score above 5";
const distortedRule =
  "confirmed: SSIM (eq. 14) within 0.02 of 0 and PSNR within 0.2 dB of an ideal cipher's; refuted: SSIM from 0.1";
const entropicRule = "confirmed: mean score within 3; refuted: below -10";
const spreadingRule = "confirmed: ê >= 2; refuted: ê <= 1.1";

/** Both tables of section 3.6.1, in the order of their rows. */
export const claims: readonly Claim[] = [
  {
    number: 1,
    table: 1,
    family: "chaotic",
    property: "key space",
    claim: "very large",
    rule: "confirmed: 256 effective bits of the native key; refuted: fewer than 128",
    judge: ({ bits }) => decide(bits.low >= 256, bits.high < 128),
  },
  {
    number: 2,
    table: 1,
    family: "chaotic",
    property: "key sensitivity",
    claim: "very high",
    rule: sensitiveRule(40),
    judge: (variant) => judgeSensitive(variant, 40),
  },
  {
    number: 3,
    table: 1,
    family: "chaotic",
    property: "correlation",
    claim: "low",
    rule: uncorrelatedRule,
    judge: judgeUncorrelated,
  },
  {
    number: 4,
    table: 1,
    family: "chaotic",
    property: "noise",
    claim: "stronger than convolutional",
    rule: "confirmed: ê <= 1.1 and 1 dB above the convolutional variants' mean; refuted: ê >= 2",
    judge: ({ noise }, { convolutionalPsnr }) =>
      noise === undefined
        ? "undecided"
        : decide(
            noise.spread.high <= 1.1 && noise.psnr.low >= convolutionalPsnr + 1,
            noise.spread.low >= 2,
          ),
  },
  {
    number: 5,
    table: 1,
    family: "chaotic",
    property: "distortion",
    claim: "larger",
    rule: distortedRule,
    judge: judgeDistorted,
  },
  {
    number: 6,
    table: 1,
    family: "chaotic",
    property: "entropy",
    claim: "higher",
    rule: entropicRule,
    judge: judgeEntropic,
  },
  {
    number: 7,
    table: 1,
    family: "convolutional",
    property: "key space",
    claim: "smaller than chaotic",
    rule: "of 256 stored bits, confirmed: 16 fewer count than in the middle chaotic variant; refuted: as many",
    judge: ({ bits: { of256 } }, { chaoticOf256 }) =>
      decide(of256.high <= chaoticOf256 - 16, of256.low >= chaoticOf256),
  },
  {
    number: 8,
    table: 1,
    family: "convolutional",
    property: "key sensitivity",
    claim: "lower",
    rule: "confirmed: fewer than half of the single bits count; refuted: every change of one smallest step changes the whole cipher image",
    judge: judgeInsensitive,
  },
  {
    number: 9,
    table: 1,
    family: "convolutional",
    property: "correlation",
    claim: "higher",
    rule: "confirmed: mean score above 5; refuted: no correlation beyond an ideal cipher's limits",
    judge: (variant) => opposite(judgeUncorrelated(variant)),
  },
  {
    number: 10,
    table: 1,
    family: "convolutional",
    property: "noise",
    claim: "weaker, it spreads",
    rule: spreadingRule,
    judge: judgeSpreading,
  },
  {
    number: 11,
    table: 1,
    family: "convolutional",
    property: "distortion",
    claim: "smaller",
    rule: "confirmed: SSIM (eq. 14) from 0.1; refuted: within 0.02 of 0",
    judge: judgeUndistorted,
  },
  {
    number: 12,
    table: 1,
    family: "convolutional",
    property: "entropy",
    claim: "lower",
    rule: "confirmed: mean score below -10; refuted: within 3",
    judge: (variant) => opposite(judgeEntropic(variant)),
  },
  {
    number: 13,
    table: 2,
    family: "gan",
    property: "key space",
    claim: "large, limited by the generator's randomness",
    rule: "confirmed: 128 effective bits and no more than the noise vector has; refuted: fewer than 128",
    judge: ({ bits }) => decide(bits.low >= 128 && bits.high <= bits.nominal, bits.high < 128),
  },
  {
    number: 14,
    table: 2,
    family: "gan",
    property: "key sensitivity",
    claim: "low",
    rule: "confirmed: fewer than half of the single bits count; refuted: every change of one smallest step changes the whole cipher image",
    judge: judgeInsensitive,
  },
  {
    number: 15,
    table: 2,
    family: "gan",
    property: "correlation",
    claim: "partly broken, some remains",
    rule: "confirmed: mean score above 5 and less than half of the picture's correlation; refuted: none beyond an ideal cipher's limits, or more than half",
    judge: ({ correlation: { clean, z, ratio } }) =>
      decide(z.low > 5 && ratio.high < 0.5, clean || ratio.low > 0.5),
  },
  {
    number: 16,
    table: 2,
    family: "gan",
    property: "noise",
    claim: "strong",
    rule: "confirmed: 1 dB above a stream cipher; refuted: 3 dB below",
    judge: ({ noise }) =>
      noise === undefined
        ? "undecided"
        : decide(noise.overStream.low >= 1, noise.overStream.high <= -3),
  },
  {
    number: 17,
    table: 2,
    family: "gan",
    property: "distortion",
    claim: "high",
    rule: distortedRule,
    judge: judgeDistorted,
  },
  {
    number: 18,
    table: 2,
    family: "gan",
    property: "entropy",
    claim: "high",
    rule: entropicRule,
    judge: judgeEntropic,
  },
  {
    number: 19,
    table: 2,
    family: "cellular",
    property: "key space",
    claim: "large, sensitive to weights",
    rule: "confirmed: 128 effective bits, and every number with s >= 30 or every smallest step counts; refuted: else",
    judge: (variant) =>
      decide(
        variant.bits.low >= 128 && judgeSensitive(variant, 30) === "confirmed",
        variant.bits.high < 128 || judgeSensitive(variant, 30) === "refuted",
      ),
  },
  {
    number: 20,
    table: 2,
    family: "cellular",
    property: "key sensitivity",
    claim: "high",
    rule: sensitiveRule(30),
    judge: (variant) => judgeSensitive(variant, 30),
  },
  {
    number: 21,
    table: 2,
    family: "cellular",
    property: "correlation",
    claim: "completely broken",
    rule: uncorrelatedRule,
    judge: judgeUncorrelated,
  },
  {
    number: 22,
    table: 2,
    family: "cellular",
    property: "noise",
    claim: "weak, it spreads",
    rule: spreadingRule,
    judge: judgeSpreading,
  },
  {
    number: 23,
    table: 2,
    family: "cellular",
    property: "distortion",
    claim: "high",
    rule: distortedRule,
    judge: judgeDistorted,
  },
  {
    number: 24,
    table: 2,
    family: "cellular",
    property: "entropy",
    claim: "high",
    rule: entropicRule,
    judge: judgeEntropic,
  },
];

/** Of so many variants of a class, how many must agree. */
const [agreeing, of] = [4, 5];

/** What the variants of a class say to a claim together. */
export interface ClassVerdict {
  readonly claim: Claim;
  readonly verdict: Verdict;
  readonly variants: readonly { readonly variant: VariantFigures; readonly verdict: Verdict }[];
}

/**
 * A claim about a class: confirmed where four in five variants confirm it; refuted where so many refute
 * it that four in five never can; else undecided.
 */
export function judgeClass(
  claim: Claim,
  variants: readonly VariantFigures[],
  context: Context,
): ClassVerdict {
  const own = variants
    .filter(({ group }) => group === claim.family)
    .map((variant) => ({ variant, verdict: claim.judge(variant, context) }));
  const count = (verdict: Verdict): number => own.filter((each) => each.verdict === verdict).length;
  return {
    claim,
    verdict: decide(
      own.length > 0 && of * count("confirmed") >= agreeing * own.length,
      of * count("refuted") > (of - agreeing) * own.length,
    ),
    variants: own,
  };
}
