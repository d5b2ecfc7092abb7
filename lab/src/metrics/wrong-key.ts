import type { Image } from "neuroveil/image";
import { normalP } from "../statistics/normal.ts";
import { PairSums } from "../statistics/pair-sums.ts";
import { pearsonLimit, pearsonP } from "../statistics/pearson.ts";
import { fewestForNormal, normalLimits } from "./limits.ts";
import { uniformMoments } from "./mean-squared-error.ts";
import { informative, judged, type Limits, type Metric, type Test } from "./metric.ts";
import { interleaved } from "./plane.ts";

type Reading = Omit<Test, "id" | "channel">;

/** What a cipher image decrypts to. */
export interface Decryption {
  readonly image: Image;
  /** Whether the key vector is the one that came with the image; else a caller refuses the image. */
  readonly verified: boolean;
}

/** What decrypting with a wrong key gave, beside the plain image. */
export interface WrongDecryption {
  /** Whether whoever decrypts learns that the key is wrong, and gets no image. */
  readonly refused: boolean;
  /** Absent where the cipher itself refuses. */
  readonly noise?: Reading;
  /** Absent also where the plain image has no contrast. */
  readonly correlation?: Reading | undefined;
}

/** Measures how much of `plain` is in what wrong keys decrypt. */
export function wrongKeyReader(
  plain: Image,
): (decryption: Decryption | undefined) => WrongDecryption {
  const samples = interleaved(plain);
  return (decryption) => {
    if (decryption === undefined) return { refused: true };
    const sums = new PairSums().add(samples, interleaved(decryption.image));
    return {
      refused: !decryption.verified,
      noise: readNoise(plain.bits, sums),
      correlation: readCorrelation(sums),
    };
  };
}

// Several wrong keys: the most conspicuous of those that are not refused, judged at a level divided by
// their number.

export const keySensitivityPsnr: Metric = judged({
  subject: "wrongKeys",
  notes: [
    {
      id: "key-sensitivity-psnr",
      meaning: "What wrong keys decrypt, beside the plain image; only where no key vector refuses.",
    },
  ],
  measure: (decryptions) =>
    mostConspicuous(
      "key-sensitivity-psnr",
      released(decryptions).flatMap(({ noise }) => noise ?? []),
    ),
});

export const keySensitivityCorrelation: Metric = judged({
  subject: "wrongKeys",
  notes: [
    {
      id: "key-sensitivity-correlation",
      meaning: "Correlation of what wrong keys decrypt with the plain image; likewise.",
    },
  ],
  measure: (decryptions) =>
    mostConspicuous(
      "key-sensitivity-correlation",
      released(decryptions).flatMap(({ correlation }) => correlation ?? []),
    ),
});

export const keySensitivityRefusals: Metric = informative({
  subject: "wrongKeys",
  notes: [
    { id: "key-sensitivity-refusals", meaning: "Wrong keys that the key vector gives away." },
  ],
  measure: (decryptions) => {
    const value = decryptions.filter(({ refused }) => refused).length;
    return [{ id: "key-sensitivity-refusals", value, n: decryptions.length }];
  },
});

export const unverifiedPsnr: Metric = informative({
  subject: "wrongKeys",
  notes: [
    {
      id: "unverified-psnr",
      meaning:
        "The most that refused keys would decrypt if nobody looked at the key vector; infinite where a part of the key serves the key vector alone.",
    },
  ],
  measure: (decryptions) => {
    const refused = decryptions.filter((each) => each.refused);
    const [first, ...rest] = refused.flatMap(({ noise }) => noise ?? []);
    if (first === undefined) return [];
    const { value, expected, n } = rest.reduce((a, b) => (b.value > a.value ? b : a), first);
    const place = expected === undefined ? {} : { expected };
    return [{ id: "unverified-psnr", value, ...place, n }];
  },
});

function released(decryptions: readonly WrongDecryption[]): readonly WrongDecryption[] {
  return decryptions.filter(({ refused, noise }) => !refused && countable(noise));
}

const countable = (reading: Reading | undefined): boolean =>
  reading !== undefined && reading.n >= fewestForNormal;

function mostConspicuous(id: string, readings: readonly Reading[]): readonly Test[] {
  const [first, ...rest] = readings;
  if (first === undefined) return [];
  const worst = rest.reduce((found, each) => (each.p < found.p ? each : found), first);
  const count = readings.length;
  const limits = (level: number): Limits => worst.limits(level / count);
  return [{ ...worst, id, p: Math.min(1, count * worst.p), limits }];
}

/** The signal-to-noise ratio; that of an ideal cipher follows from its squared error, which is normal. */
function readNoise(bits: number, { n, meanX, varianceX, squaredDistance }: PairSums): Reading {
  const largest = 2 ** bits - 1;
  const { second, fourth } = uniformMoments(bits);
  const fromMiddle = varianceX + (meanX - largest / 2) ** 2;
  const mean = fromMiddle + second;
  const sd = Math.sqrt((4 * second * fromMiddle + fourth - second * second) / n);
  const decibels = (squaredError: number): number => 10 * Math.log10(largest ** 2 / squaredError);
  const limits = (level: number): Limits => {
    const { low, high } = normalLimits({ expected: mean, sd }, level);
    return { low: decibels(high!), ...(low! > 0 && { high: decibels(low!) }) };
  };
  const p = normalP((squaredDistance - mean) / sd);
  return { value: decibels(squaredDistance), expected: decibels(mean), n, p, limits };
}

/** Pearson's correlation of the samples at the same places, over all channels. */
function readCorrelation({ n, varianceX, correlation }: PairSums): Reading | undefined {
  if (varianceX === 0) return undefined;
  return {
    value: correlation,
    expected: 0,
    n,
    // A decryption without contrast is nothing that chance would give.
    p: Number.isNaN(correlation) ? 0 : pearsonP(correlation, n),
    limits: (level) => {
      const reach = pearsonLimit(level, n);
      return { low: -reach, high: reach };
    },
  };
}
