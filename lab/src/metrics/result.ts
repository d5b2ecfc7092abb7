/** What a metric found, beside what it finds on the cipher image of an ideal cipher. */
export interface MetricResult {
  readonly id: string;
  /** Channel number from 0; absent where all channels count together. */
  readonly channel?: number;
  readonly value: number;
  /** Mean over ideal cipher images of the same size. */
  readonly expected: number;
  /** Standard deviation over ideal cipher images of the same size. */
  readonly sd: number;
  /**
   * Standard normal score: the distance from `expected` in units of `sd`, where the distribution is
   * normal; otherwise the normal score with the same tail probability.
   */
  readonly z: number;
  /** Two-sided p-value under an ideal cipher. */
  readonly p: number;
  /** Samples or pairs that were counted. */
  readonly n: number;
}

/** A metric of one image. */
export type Reading = Omit<MetricResult, "id" | "channel">;
