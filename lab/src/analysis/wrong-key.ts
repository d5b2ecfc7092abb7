import type { Image } from "neuroveil/image";
import { psnr } from "../metrics/psnr.ts";
import { normalP, normalQuantile } from "../statistics/normal.ts";
import type { Decryption } from "./cipher-image.ts";
import type { JudgedMetric, Limits, Test } from "./judge.ts";
import { fewestForNormal, normalLimits } from "./limits.ts";

type Reading = Omit<Test, "id" | "channel">;

/** What decrypting with a wrong key gave, beside the plain image. */
export interface WrongDecryption {
  /** Whether whoever decrypts learns that the key is wrong, and gets no image. */
  readonly refused: boolean;
  /** Absent where the cipher itself refuses. */
  readonly noise?: Reading;
  /** Absent also where the plain image has no contrast. */
  readonly correlation?: Reading | undefined;
}

/** Measures how much of `plain` is in what a wrong key decrypts. */
export function readWrongDecryption(
  plain: Image,
  decryption: Decryption | undefined,
): WrongDecryption {
  if (decryption === undefined) return { refused: true };
  const { image, verified } = decryption;
  return {
    refused: !verified,
    noise: readNoise(plain, image),
    correlation: readCorrelation(plain, image),
  };
}

/**
 * Key sensitivity of decryption over several wrong keys: the most conspicuous signal-to-noise ratio and
 * the most conspicuous correlation of those that are not refused, each judged at a level divided by
 * their number.
 */
export function wrongKeyTests(decryptions: readonly WrongDecryption[]): readonly Test[] {
  const released = decryptions.filter(({ refused, noise }) => !refused && countable(noise));
  return [
    ...mostConspicuous(
      "key-sensitivity-psnr",
      released.flatMap(({ noise }) => noise ?? []),
    ),
    ...mostConspicuous(
      "key-sensitivity-correlation",
      released.flatMap(({ correlation }) => correlation ?? []),
    ),
  ];
}

/**
 * How many of the wrong keys are refused, and the largest signal-to-noise ratio of what these would
 * decrypt if nobody looked at the key vector: infinite where a part of the native key serves the key
 * vector alone.
 */
export function wrongKeyInformation(
  decryptions: readonly WrongDecryption[],
): readonly JudgedMetric[] {
  const refused = decryptions.filter((each) => each.refused);
  const noises = refused.flatMap(({ noise }) => noise ?? []);
  const refusals: JudgedMetric = {
    id: "key-sensitivity-refusals",
    value: refused.length,
    n: decryptions.length,
    verdict: "info",
  };
  const [first, ...rest] = noises;
  if (first === undefined) return [refusals];
  const { value, expected, n } = rest.reduce((a, b) => (b.value > a.value ? b : a), first);
  const place = expected === undefined ? {} : { expected };
  return [refusals, { id: "unverified-psnr", value, ...place, n, verdict: "info" }];
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

function readNoise(plain: Image, decrypted: Image): Reading {
  const { value, expected, sd, n, p } = psnr(plain, decrypted)[0]!;
  // The squared error is normal; its spread as a share of its mean.
  const spread = (sd * Math.LN10) / 10;
  const limits = (level: number): Limits => {
    const reach = -normalQuantile(level / 2) * spread;
    return {
      low: expected - 10 * Math.log10(1 + reach),
      ...(reach < 1 && { high: expected - 10 * Math.log10(1 - reach) }),
    };
  };
  return { value: value ?? Infinity, expected, n, p, limits };
}

/** Pearson's correlation of the samples at the same places, over all channels. */
function readCorrelation(plain: Image, decrypted: Image): Reading | undefined {
  const [a, b] = [plain.data, decrypted.data];
  const wide = plain.bits > 8;
  const n = wide ? a.length / 2 : a.length;
  const middle = 2 ** (plain.bits - 1);
  let [sumX, sumY, sumXX, sumYY, sumXY] = [0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const x = (wide ? a[2 * i]! * 256 + a[2 * i + 1]! : a[i]!) - middle;
    const y = (wide ? b[2 * i]! * 256 + b[2 * i + 1]! : b[i]!) - middle;
    sumX += x;
    sumY += y;
    sumXX += x * x;
    sumYY += y * y;
    sumXY += x * y;
  }
  const spreadX = sumXX - (sumX * sumX) / n;
  const spreadY = sumYY - (sumY * sumY) / n;
  if (!(spreadX > 0)) return undefined;
  const value = (sumXY - (sumX * sumY) / n) / Math.sqrt(spreadX * spreadY);
  const moments = { expected: 0, sd: 1 / Math.sqrt(n - 1) };
  return {
    value,
    expected: 0,
    n,
    p: Number.isFinite(value) ? normalP(value / moments.sd) : 0,
    limits: (level) => normalLimits(moments, level),
  };
}
