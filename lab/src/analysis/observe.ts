import type { Cipher, Run } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import {
  byteLanes,
  masksOf,
  withinFirstRows,
  type ByteLanes,
  type Masks,
} from "../metrics/byte-lanes.ts";
import { differences, type Difference } from "../metrics/differences.ts";
import { BitChanges, Encryptions } from "../metrics/encryptions.ts";
import { excerptOf, type Excerpt } from "../metrics/excerpt.ts";
import type { Observed } from "../metrics/metric.ts";
import { wrongKeyReader } from "../metrics/wrong-key.ts";
import { cipherImage, decryptedImage, type CipherImage } from "./cipher-image.ts";
import { middleOf, toneLike } from "./made-images.ts";
import {
  changedKeys,
  flipBit,
  keyAsUsed,
  keysAsUsed,
  otherKeys,
  spreadBits,
} from "./native-key.ts";
import { spreadSamples } from "./one-sample.ts";
import { wholeBytes } from "./whole-bytes.ts";

/** What is encrypted, under which keys. */
interface Observation {
  readonly key: Uint8Array;
  readonly positions: number;
  readonly onProgress: ((done: number) => void) | undefined;
  readonly run: Pick<Run, "signal" | "threads">;
}

/** Bits of the native key that are flipped, first and last among them. */
const keyBits = 8;
/** Bytes of it, one after the other: all of them but in keys of which that would take long. */
const keyBytes = 512;
/** Pixels on a side of the small image that they are tried on. */
const smallSide = 32;
/** Images that are encrypted as the cipher is meant to be used. */
const usedImages = 8;
/**
 * How often the image itself is, beside the first time: so often that a single bit of two million that
 * is always the same is no chance.
 */
const sameImages = 44;
/** Those that are compared sample by sample; where the cipher has no nonce, there are no others. */
const fewSameImages = 3;
/** Native keys for the small image: if one in sixteen is weak, one is among them 98 times in 100. */
const unrelated = 64;
/** Tell sets of keys apart that are drawn from one. */
const labels = { nonces: 0, keys: 1, smallKeys: 2, tones: 3 } as const;
/** Bytes of a mask that are compared with others. */
const maskBytes = 2 ** 16;
/** Places from which on a single bit of two million that never changes is no chance. */
const manyPositions = 48;
/** Between two pauses for other events; every pause costs a millisecond or more. */
const breathMilliseconds = 30;

/** Encrypts an image, and others like it, in all the ways that the metrics look at. */
export async function observe(
  cipher: Cipher,
  image: Image,
  { key, positions, onProgress, run }: Observation,
): Promise<Partial<Observed> & Pick<Observed, "oneSample">> {
  const samples = spreadSamples(image, positions);
  const flips = spreadBits(cipher, keyBits);
  const used = samples.slice(0, usedImages);
  const slow = cipher.nativeKey.slow === true;
  const nonceless = cipher.nativeKey.nonceBytes === 0;
  // A small image takes next to no time.
  const total =
    3 +
    2 * samples.length +
    2 * flips.length +
    used.length +
    sameImages +
    (nonceless ? fewSameImages : 0);
  const seconds: number[] = [];
  let done = 0;
  const breathe = breather();
  const advance = async (): Promise<void> => {
    onProgress?.(++done / total);
    await breathe();
  };

  const encrypt = async (
    memory: Uint8Array,
    native: Uint8Array,
    changed: readonly number[] = [],
    of: Image = image,
  ): Promise<CipherImage> => {
    const start = performance.now();
    const result = await cipherImage(cipher, of, { key: native, changed, memory, run });
    seconds.push((performance.now() - start) / 1000);
    await advance();
    return result;
  };

  const memory = (): Uint8Array => new Uint8Array(image.data.length);
  const encrypted = await encrypt(memory(), key);
  const whole = encrypted.image;
  const { bits } = whole;
  const plain = wholeBytes(image);
  const { lanes } = byteLanes(plain);

  // Large images would otherwise spend as long on new memory as on being encrypted.
  const [one, other] = [memory(), memory()];

  const pairs: (readonly Difference[])[] = [];
  const bitChanges = new BitChanges(plain);
  const ofImages = [encrypted.keyVector];
  for (const [i, sample] of samples.entries()) {
    // Scores against one and the same cipher image would be correlated, UACI's by a tenth; so every
    // position has an image of its own to be compared with.
    const own = ownSample(image, i);
    const before = await encrypt(one, key, [own]);
    const after = await encrypt(other, key, [own, sample]);
    pairs.push(differences(before.image, after.image));
    bitChanges.add(before.image, after.image);
    // Of small images the second may be the image itself again.
    ofImages.push(before.keyVector);
  }

  const nearKeys: (readonly Difference[])[] = [];
  const wrongKeys = [];
  const readWrong = wrongKeyReader(plain);
  for (const bit of flips) {
    const near = flipBit(key, bit);
    nearKeys.push(differences(whole, (await encrypt(one, near)).image));
    const decryption = await decryptedImage(cipher, encrypted, { key: near, memory: other, run });
    wrongKeys.push(readWrong(decryption));
    await advance();
  }

  const ownNonces: (readonly Difference[])[] = [];
  const sameKey: Excerpt[] = [excerptOf(whole.data, lanes)];
  for (const [i, sample] of used.entries()) {
    const fresh = await encrypt(one, await keyAsUsed(cipher, key, i), [sample]);
    ownNonces.push(differences(whole, fresh.image));
    sameKey.push(excerptOf(fresh.image.data, lanes));
  }
  // What varies without a nonce is the key.
  const encryptions = new Encryptions(plain).add(whole);
  const sameImage: (readonly Difference[])[] = [];
  const ofNonces = [encrypted.keyVector];
  const masks = masksOf(plain, whole);
  const sameKeyMasks = [firstMasks(masks)];
  const addSame = ({ image, keyVector }: CipherImage): void => {
    if (sameImage.length < fewSameImages) {
      sameImage.push(differences(whole, image));
      sameKeyMasks.push(firstMasks(masksOf(plain, image)));
    }
    sameKey.push(excerptOf(image.data, lanes));
    ofNonces.push(keyVector);
  };
  if (nonceless)
    for (const native of keysAsUsed(cipher, key, fewSameImages, labels.nonces))
      addSame(await encrypt(one, native));
  const keys = nonceless
    ? otherKeys(cipher, key, sameImages, labels.keys)
    : keysAsUsed(cipher, key, sameImages, labels.nonces);
  for (const native of keys) {
    const found = await encrypt(one, native);
    encryptions.add(found.image);
    if (!nonceless) addSame(found);
  }

  const small = middleOf(image, smallSide);
  const encryptSmall = async (native: Uint8Array): Promise<CipherImage> => {
    const memory = new Uint8Array(small.data.length);
    const found = await cipherImage(cipher, small, { key: native, changed: [], memory, run });
    await breathe();
    return found;
  };
  const smallWhole = await encryptSmall(key);
  const byteChanges: (readonly Difference[])[] = [];
  for (const changed of slow ? [] : changedKeys(cipher, key, keyBytes)) {
    const found = await encryptSmall(changed);
    byteChanges.push(differences(smallWhole.image, found.image));
  }
  const unrelatedKeys: Uint8Array[] = [];
  const ofKeys = [smallWhole.keyVector];
  for (const native of otherKeys(cipher, key, slow ? 0 : unrelated, labels.smallKeys)) {
    const found = await encryptSmall(native);
    unrelatedKeys.push(found.image.data);
    ofKeys.push(found.keyVector);
  }

  const [forBlack, forWhite] = keysAsUsed(cipher, key, 2, labels.tones);
  const black = await encrypt(memory(), forBlack!, [], toneLike(image, 0));
  const white = await encrypt(memory(), forWhite!, [], toneLike(image, 1));

  return {
    cipherImage: whole,
    bothImages: { plain, cipher: whole },
    masks,
    encryptions,
    manyEncryptions: encryptions,
    ...(lanes > 1 && { channels: encryptions }),
    oneSample: { pairs, bits },
    bitChanges,
    ...(samples.length >= manyPositions && { manyBitChanges: bitChanges }),
    ownNonces: { pairs: ownNonces, bits },
    sameImage: { pairs: sameImage, bits },
    sameKey,
    sameKeyMasks,
    nearKeys: { pairs: nearKeys, bits },
    ...(byteChanges.length > 0 && { keyBytes: { pairs: byteChanges, bits } }),
    ...(!slow && {
      unrelatedKeys: { plain: byteLanes(wholeBytes(small)), ciphers: unrelatedKeys },
    }),
    wrongKeys,
    black: black.image,
    white: white.image,
    ...(cipher.keyVectorBytes > 0 && {
      keyVectors: { ofImages, ofNonces, ofKeys, plain: plain.data, key },
    }),
    seconds,
  };
}

/** Of the first rows, copied: the rest is let go. */
function firstMasks({ exclusiveOr, difference }: Masks): Masks {
  const first = (bytes: ByteLanes): ByteLanes => {
    const { data, ...shape } = withinFirstRows(bytes, maskBytes);
    return { ...shape, data: data.slice() };
  };
  return { exclusiveOr: first(exclusiveOr), difference: first(difference) };
}

/** A sample for the image of position `i` to differ in: neighbours from a third of the image on. */
function ownSample({ width, height, channels }: Image, i: number): number {
  const all = width * height * channels;
  return (Math.floor(all / 3) + i) % all;
}

/** Lets other events through now and then: a progress bar, a page, an abort. */
function breather(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < breathMilliseconds) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
    last = performance.now();
  };
}
