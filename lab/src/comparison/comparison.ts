import { differencesFrom, type Difference } from "./against.ts";
import type { ComparisonSettings, ImageIdentity } from "./job.ts";
import type { Measurement } from "./measure.ts";
import { meansOf, type MetricMean } from "./means.ts";
import { summarise, type CipherSummary, type ComparedStatus } from "./summary.ts";

/** The cipher that all others are compared with. */
export const yardstickId = "aes-256-ctr";
/** The control that image metrics cannot tell from it. */
export const canaryId = "canary";

/** Level of every family of tests. */
export const alpha = 0.001;

/** Ciphers over images and keys; plain data, the same for the same jobs in whatever order. */
export interface Comparison extends ComparisonSettings {
  readonly dataset: string;
  readonly images: readonly ImageIdentity[];
  /** Keys for every image. */
  readonly keys: number;
  /** Level of every family of tests. */
  readonly alpha: number;
  readonly yardstick: string;
  readonly ciphers: readonly (CipherSummary & {
    /** Absent for the yardstick itself. */
    readonly difference?: Omit<Difference, "cipher">;
  })[];
  /** What papers print: means with intervals, by cipher and data set. */
  readonly means: readonly SetMeans[];
}

/** Every metric of one cipher on one data set. */
export interface SetMeans {
  readonly cipher: string;
  readonly set: string;
  readonly metrics: readonly MetricMean[];
}

/** What was measured of one cipher. */
export interface CipherMeasurements {
  readonly cipher: { readonly id: string; readonly status: ComparedStatus };
  /** In the order of images and keys; gone through more than once. */
  readonly measurements: Iterable<Measurement>;
  /** The same, data set by data set; default: all of them are of one. */
  readonly sets?: readonly { readonly set: string; readonly measurements: Iterable<Measurement> }[];
}

/**
 * Summarises what was measured: every cipher as one family of tests, and its image metrics beside
 * those of the yardstick, if that is among the ciphers. Ciphers without measurements are left out.
 */
export function compareCiphers(
  about: Omit<Comparison, "alpha" | "yardstick" | "ciphers" | "means">,
  measured: readonly CipherMeasurements[],
): Comparison {
  const present = measured.filter(({ measurements }) => !isEmpty(measurements));
  const named = present.map(({ cipher, measurements }) => ({ cipher: cipher.id, measurements }));
  const standard = named.find(({ cipher }) => cipher === yardstickId);
  const others = named.filter((each) => each !== standard);
  const differences =
    standard === undefined || others.length === 0 ? [] : differencesFrom(standard, others, alpha);
  return {
    ...about,
    alpha,
    yardstick: yardstickId,
    ciphers: present.map(({ cipher, measurements }) =>
      withDifference(
        summarise(cipher, measurements, alpha),
        differences.find((each) => each.cipher === cipher.id),
      ),
    ),
    means: present.flatMap(({ cipher, measurements, sets }) =>
      (sets ?? [{ set: about.dataset, measurements }])
        .map((each) => ({
          cipher: cipher.id,
          set: each.set,
          metrics: meansOf(each.measurements),
        }))
        .filter(({ metrics }) => metrics.length > 0),
    ),
  };
}

function withDifference(
  summary: CipherSummary,
  found: Difference | undefined,
): Comparison["ciphers"][number] {
  if (found === undefined) return summary;
  const { adjusted, differs, enough, metrics } = found;
  return { ...summary, difference: { adjusted, differs, enough, metrics } };
}

function isEmpty(values: Iterable<unknown>): boolean {
  return values[Symbol.iterator]().next().done === true;
}
