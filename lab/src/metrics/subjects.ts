import type { Subject } from "./metric.ts";

/** What is to be known of everything that a metric can look at. */
interface SubjectFacts {
  /** Heading of its metrics. */
  readonly title: string;
  /** Whether the nonce is repeated on purpose, where a stream cipher changes one sample. */
  readonly repeatsNonce?: true;
}

const beside = "The cipher image beside the plain image";
const several = "Several encryptions of the image";
const oneSample = "One sample changed by one";
const oneBit = "One bit of the native key flipped";
const otherKeys = "Other native keys";
const flat = "A black and a white image";

export const subjects: Readonly<Record<Subject, SubjectFacts>> = {
  cipherImage: { title: "The cipher image alone" },
  bothImages: { title: beside },
  masks: { title: beside },
  encryptions: { title: several },
  manyEncryptions: { title: several },
  channels: { title: several },
  sameImage: { title: several },
  sameKeyMasks: { title: several },
  sameKey: { title: several },
  oneSample: { title: oneSample, repeatsNonce: true },
  bitChanges: { title: oneSample, repeatsNonce: true },
  manyBitChanges: { title: oneSample, repeatsNonce: true },
  ownNonces: { title: oneSample },
  nearKeys: { title: oneBit },
  wrongKeys: { title: oneBit },
  keyBytes: { title: otherKeys },
  unrelatedKeys: { title: otherKeys },
  black: { title: flat },
  white: { title: flat },
  keyVectors: { title: "The key vector" },
  seconds: { title: "The cipher at work" },
};
