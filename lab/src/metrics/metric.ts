import type { Image } from "neuroveil/image";
import type { Masks } from "./byte-lanes.ts";
import type { PairDifferences } from "./differences.ts";
import type { BitChanges, Encryptions } from "./encryptions.ts";
import type { Excerpt } from "./excerpt.ts";
import type { KeyVectors } from "./key-vector.ts";
import type { UnrelatedKeys } from "./weak-keys.ts";
import type { WrongDecryption } from "./wrong-key.ts";

/** Where an ideal cipher's value lies; a side without a limit is not tested. */
export interface Limits {
  readonly low?: number;
  readonly high?: number;
}

/** A value that is measured and not judged. */
export interface Information extends Limits {
  readonly id: string;
  /** Channel number from 0; absent where all channels count together. */
  readonly channel?: number;
  readonly value: number;
  /** Mean over ideal ciphers. */
  readonly expected?: number;
  /** What was counted: samples, pairs of samples, or scores. */
  readonly n: number;
}

/** A value to be judged, and what an ideal cipher would give. */
export interface Test extends Omit<Information, keyof Limits> {
  /** Probability that an ideal cipher is as far off. */
  readonly p: number;
  /** The smallest that `p` can be on so few samples; absent where that is as good as 0. */
  readonly leastP?: number;
  /** The values beyond which `p` is below `level`. */
  readonly limits: (level: number) => Limits;
}

/** What an analysis sees of a cipher; one that has the two images only sees less. */
export interface Observed {
  /** A cipher image. */
  readonly cipherImage: Image;
  /** The same beside its plain image, of one shape and depth. */
  readonly bothImages: { readonly plain: Image; readonly cipher: Image };
  /** What would have been the mask between the two. */
  readonly masks: Masks;
  /** Cipher images of one plain image, each under a nonce or a key of its own; one is enough. */
  readonly encryptions: Encryptions;
  /** The same where they are many. */
  readonly manyEncryptions: Encryptions;
  /** The same where the image has several channels. */
  readonly channels: Encryptions;
  /** Pairs of cipher images whose plain images differ in one sample, at a fixed key and nonce. */
  readonly oneSample: PairDifferences;
  /** Bits of the same. */
  readonly bitChanges: BitChanges;
  /** The same where they are so many that a single bit can be judged. */
  readonly manyBitChanges: BitChanges;
  /** The cipher image and others of such plain images, every one under a nonce of its own. */
  readonly ownNonces: PairDifferences;
  /** The cipher image and others under native keys with one bit flipped. */
  readonly nearKeys: PairDifferences;
  /** Cipher images of a small image under native keys of which one byte each was changed. */
  readonly keyBytes: PairDifferences;
  /** Cipher images of a small image under many native keys. */
  readonly unrelatedKeys: UnrelatedKeys;
  /** Cipher images of one plain image under one key, each with a nonce of its own. */
  readonly sameImage: PairDifferences;
  /** Of cipher images under one key, each with a nonce of its own. */
  readonly sameKey: readonly Excerpt[];
  /** Masks of the first rows of such images. */
  readonly sameKeyMasks: readonly Masks[];
  /** The cipher image of a black image of the same shape, and of a white one. */
  readonly black: Image;
  readonly white: Image;
  readonly keyVectors: KeyVectors;
  /** What such keys decrypt. */
  readonly wrongKeys: readonly WrongDecryption[];
  /** How long every encryption took. */
  readonly seconds: readonly number[];
}

/** What a metric looks at. */
export type Subject = keyof Observed;

/** Subjects that are pairs of cipher images. */
export type PairSubject = {
  [S in Subject]: Observed[S] extends PairDifferences ? S : never;
}[Subject];

/** What a metric says, for people. */
export interface MetricNote {
  readonly id: string;
  readonly meaning: string;
}

/** A metric of an analysis: its file has all that is known about it, and the list has its place. */
export interface Metric {
  readonly subject: Subject;
  /** Whether its values are judged, or given for information. */
  readonly judged: boolean;
  /**
   * Whether p-values are spread evenly under an ideal cipher, on small images too, so that many can be
   * judged together. Those of extremes over few steps, of counts of rare events and of fits of counts
   * are bounds, and too large.
   */
  readonly even: boolean;
  /** Whether p-values count large values only; the others count both sides, or are not even. */
  readonly upper: boolean;
  /** Every id that its values can have. */
  readonly notes: readonly MetricNote[];
  /** Nothing where its subject was not observed. */
  readonly measure: (seen: Partial<Observed>) => readonly (Test | Information)[];
}

/** What tells one metric from another. */
interface Measuring<S extends Subject, Found> {
  readonly subject: S;
  /** Default false. */
  readonly even?: true;
  /** Default false. */
  readonly upper?: true;
  readonly notes: readonly MetricNote[];
  readonly measure: (seen: Observed[S]) => readonly Found[];
}

/** A metric whose values are judged; it leaves out what the image is too small for. */
export function judged<S extends Subject>(metric: Measuring<S, Test>): Metric {
  return { even: false, upper: false, ...metric, judged: true, measure: whereObserved(metric) };
}

/** A metric whose values stand beside the judged ones. */
export function informative<S extends Subject>(metric: Measuring<S, Information>): Metric {
  return { even: false, upper: false, ...metric, judged: false, measure: whereObserved(metric) };
}

function whereObserved<S extends Subject, Found>({
  subject,
  measure,
}: Measuring<S, Found>): (seen: Partial<Observed>) => readonly Found[] {
  return (seen) => {
    const found = seen[subject];
    return found === undefined ? [] : measure(found);
  };
}

/** Whether a value is to be judged. */
export function isTest(found: Test | Information): found is Test {
  return "p" in found;
}
