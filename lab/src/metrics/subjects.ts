import type { Subject } from "./metric.ts";

/** What is to be known of everything that a metric can look at. */
interface SubjectFacts {
  /** Heading of its metrics. */
  readonly title: string;
  /** Whether the nonce is repeated on purpose, where a stream cipher changes one sample. */
  readonly repeatsNonce: boolean;
  /**
   * Whether p-values are spread evenly under an ideal cipher, so that many can be judged together. Those
   * of extremes over many pairs and of fits of counts are bounds, and too large.
   */
  readonly even: boolean;
}

export const subjects: Readonly<Record<Subject, SubjectFacts>> = {
  cipherImage: { title: "The cipher image alone", repeatsNonce: false, even: true },
  bothImages: { title: "The cipher image beside the plain image", repeatsNonce: false, even: true },
  oneSample: { title: "One sample changed by one", repeatsNonce: true, even: false },
  ownNonces: { title: "One sample changed by one", repeatsNonce: false, even: false },
  nearKeys: { title: "One bit of the native key flipped", repeatsNonce: false, even: false },
  wrongKeys: { title: "One bit of the native key flipped", repeatsNonce: false, even: false },
  seconds: { title: "The cipher at work", repeatsNonce: false, even: false },
};
