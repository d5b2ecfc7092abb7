import { binomialQuantile, binomialTails } from "../statistics/binomial.ts";
import { normalP } from "../statistics/normal.ts";
import { smallestOf } from "../statistics/several.ts";
import { chiSquaredTails, chiSquaredAbove } from "../statistics/chi-squared.ts";
import { twoSided } from "../statistics/tails.ts";
import type { BitCounts } from "./bit-counts.ts";
import type { Encryptions } from "./encryptions.ts";
import { fewestForNormal, normalLimits } from "./limits.ts";
import { judged, type Metric, type Test } from "./metric.ts";

// With fewer images a bit that never changes is no rarity.
const fewestImages = 12;

/** What the counts of single bits over several images say. */
interface Places {
  /** Σ (c - t/2)² / (t/4) over all bits, c the count of a bit in t images. */
  readonly spread: number;
  /** How far from t/2 the count farthest from it lies. */
  readonly farthest: number;
  readonly bits: number;
  readonly images: number;
}

/** Reads counters of bits. */
export function readPlaces(places: BitCounts): Places {
  const images = places.added;
  let [spread, farthest] = [0, 0];
  for (const [count, bits] of places.histogram().entries()) {
    if (bits === 0) continue;
    const distance = Math.abs(count - images / 2);
    spread += bits * distance ** 2;
    farthest = Math.max(farthest, distance);
  }
  return { spread: (4 * spread) / images, farthest, bits: places.bits, images };
}

/** Mean and spread of that sum where every bit of every image is a fair throw. */
export function spreadMoments({ bits, images }: Places): { expected: number; sd: number } {
  return { expected: bits, sd: Math.sqrt(2 * bits * (1 - 1 / images)) };
}

/** Probability that a single count of `images` fair throws lies as far from half of them. */
export function farP(farthest: number, images: number): number {
  return Math.min(1, 2 * binomialTails(images / 2 + farthest, images, 0.5).upper);
}

function spreadTests(id: string, places: BitCounts): readonly Test[] {
  if (places.added < fewestImages || places.bits < fewestForNormal) return [];
  const read = readPlaces(places);
  const { expected, sd } = spreadMoments(read);
  return [
    {
      id,
      value: read.spread,
      expected,
      n: read.bits,
      p: normalP((read.spread - expected) / sd),
      limits: (level) => normalLimits({ expected, sd }, level),
    },
  ];
}

function farthestTests(id: string, places: BitCounts): readonly Test[] {
  if (places.added < fewestImages) return [];
  const { farthest, bits, images } = readPlaces(places);
  return [
    {
      id,
      value: 0.5 + farthest / images,
      n: bits,
      p: smallestOf(farP(farthest, images), bits),
      leastP: smallestOf(2 ** (1 - images), bits),
      limits: (level) => ({
        high: binomialQuantile(1 - level / (2 * bits), images, 0.5) / images,
      }),
    },
  ];
}

export const bitPlaces: Metric = judged({
  subject: "manyEncryptions",
  even: true,
  notes: [
    {
      id: "bit-places",
      meaning: "Whether single bits of the cipher image vary between encryptions as chance would.",
    },
  ],
  measure: ({ places }) => spreadTests("bit-places", places),
});

export const stuckBits: Metric = judged({
  subject: "manyEncryptions",
  notes: [
    {
      id: "stuck-bits",
      meaning: "How often the bit that is most often the same in all encryptions is so.",
    },
  ],
  measure: ({ places }) => farthestTests("stuck-bits", places),
});

export const strictAvalancheSpread: Metric = judged({
  subject: "bitChanges",
  notes: [
    {
      id: "strict-avalanche",
      meaning: "Whether every single bit changes half the time, all bits together.",
    },
  ],
  measure: ({ places }) => spreadTests("strict-avalanche", places),
});

export const strictAvalancheWorst: Metric = judged({
  subject: "manyBitChanges",
  notes: [
    {
      id: "strict-avalanche-bit",
      meaning: "How often the bit changes, or stays, that does so most often.",
    },
  ],
  measure: ({ places }) => farthestTests("strict-avalanche-bit", places),
});

/**
 * How much the number of ones in a plane of bits varies between encryptions: chance varies it, a
 * permutation does not.
 */
export const planeSpread: Metric = judged({
  subject: "manyEncryptions",
  even: true,
  notes: [
    {
      id: "bit-plane-spread",
      meaning:
        "Whether the number of ones in a plane of bits varies between encryptions as by chance.",
    },
  ],
  measure: (seen) => planeSpreadTests(seen),
});

function planeSpreadTests({ ones, levels, laneBytes }: Encryptions): readonly Test[] {
  const images = ones.length;
  if (images < fewestImages || laneBytes < fewestForNormal / 8) return [];
  const planes = Math.log2(levels);
  const freedom = images - 1;
  let [value, least] = [freedom, 2];
  let tried = 0;
  for (let plane = 0; plane < ones[0]!.length; plane++) {
    if (plane % 8 >= planes) continue;
    tried++;
    const mean = ones.reduce((sum, each) => sum + each[plane]!, 0) / images;
    const squares = ones.reduce((sum, each) => sum + (each[plane]! - mean) ** 2, 0);
    const statistic = squares / (laneBytes / 4);
    const p = twoSided(chiSquaredTails(statistic, freedom));
    if (p < least) [value, least] = [statistic, p];
  }
  return [
    {
      id: "bit-plane-spread",
      value,
      expected: freedom,
      n: images,
      p: smallestOf(least, tried),
      limits: (level) => ({
        low: chiSquaredAbove(1 - level / (2 * tried), freedom),
        high: chiSquaredAbove(level / (2 * tried), freedom),
      }),
    },
  ];
}
