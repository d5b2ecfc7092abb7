import { NeuroveilError } from "neuroveil/errors";
import { bytesPerSample, type Image } from "neuroveil/image";
import { byteLanes, masksOf } from "../metrics/byte-lanes.ts";
import { differences, together, type Difference } from "../metrics/differences.ts";
import { BitChanges, Encryptions } from "../metrics/encryptions.ts";
import { excerptOf } from "../metrics/excerpt.ts";
import type { Observed } from "../metrics/metric.ts";
import { psnr } from "../metrics/psnr.ts";
import { ssim } from "../metrics/ssim.ts";
import { wrongKeyReader } from "../metrics/wrong-key.ts";
import { judgeObserved, type Judgement } from "./judge.ts";

/** An image that is read when its turn comes: there may be hundreds. */
export interface Later {
  /** For messages. */
  readonly name: string;
  readonly read: () => Promise<Image>;
}

/** What somebody else's cipher made of one plain image under one key. */
export interface MadeElsewhere {
  readonly plain: Image;
  readonly cipher: Image;
  /** Cipher images, under the same key and nonce, of the plain image with one sample changed. */
  readonly oneSample: readonly Later[];
  /** Cipher images of the plain image under keys that differ in one bit. */
  readonly keyBit: readonly Later[];
  /** Cipher images of the plain image under the same key, each with another nonce. */
  readonly otherNonce: readonly Later[];
  /** What the cipher image decrypts to under keys that differ in one bit. */
  readonly wrongKey: readonly Later[];
  /** What it decrypts to under its own key. */
  readonly decrypted: Later | undefined;
}

/** What became of the plain image. */
export interface Restored {
  /** Samples that differ, of `n`. */
  readonly differing: number;
  readonly n: number;
  /** Over all channels, in decibels; infinite where nothing differs. */
  readonly psnr: number;
  readonly ssim: number;
}

/** Verdicts on images made elsewhere. */
export interface ElsewhereJudgement extends Judgement {
  /** What cannot be measured, and by which images it could, a sentence each. */
  readonly absent: readonly string[];
  readonly restored?: Restored;
}

/** Cipher images are compared with one and the same: their mean distances hang together by a tenth. */
const dependent: ReadonlySet<string> = new Set(["uaci-scores"]);
/** As many as an analysis takes, which then judges every bit. */
const [manyImages, manyPositions] = [44, 48];

/**
 * Judges images that somebody else's cipher made, as one family of tests at level `alpha`: of the metrics
 * of `analyzeCipher` those that the images allow.
 *
 * @throws {NeuroveilError} "input" for images that do not fit together
 */
export async function analyzeElsewhere(
  made: MadeElsewhere,
  alpha = 0.001,
): Promise<ElsewhereJudgement> {
  const { cipher } = made;
  checkFit(made.plain, cipher);
  const { bits } = cipher;
  const plain = { ...made.plain, bits };
  const encryptions = new Encryptions(plain).add(cipher);
  const read = async (later: Later): Promise<Image> => {
    const found = await later.read();
    checkFit(plain, found, later.name);
    return { ...found, bits };
  };
  const compared = async (
    images: readonly Later[],
    onImage: (image: Image) => void = () => undefined,
  ): Promise<readonly (readonly Difference[])[]> => {
    const pairs: (readonly Difference[])[] = [];
    for (const each of images) {
      const image = await read(each);
      pairs.push(differences(cipher, image));
      onImage(image);
    }
    return pairs;
  };

  const bitChanges = new BitChanges(plain);
  // The one that they all have in common comes second: the first ones are compared with each other.
  const oneSample = await compared(made.oneSample, (image) => bitChanges.add(image, cipher));
  const nearKeys = await compared(made.keyBit);
  const { lanes } = byteLanes(plain);
  const sameKey = [excerptOf(cipher.data, lanes)];
  const sameImage = await compared(made.otherNonce, (image) => {
    encryptions.add(image);
    sameKey.push(excerptOf(image.data, lanes));
  });
  const readWrong = wrongKeyReader(plain);
  const wrongKeys = [];
  for (const each of made.wrongKey)
    wrongKeys.push(readWrong({ image: await read(each), verified: true }));

  const seen: Partial<Observed> = {
    cipherImage: cipher,
    bothImages: { plain, cipher },
    masks: masksOf(plain, cipher),
    encryptions,
    ...(encryptions.beside.length > 1 && { channels: encryptions }),
    ...(sameImage.length >= manyImages && { manyEncryptions: encryptions }),
    ...(oneSample.length > 0 && { oneSample: { pairs: oneSample, bits }, bitChanges }),
    ...(oneSample.length >= manyPositions && { manyBitChanges: bitChanges }),
    ...(nearKeys.length > 0 && { nearKeys: { pairs: nearKeys, bits } }),
    ...(sameImage.length > 0 && { sameImage: { pairs: sameImage, bits }, sameKey }),
    ...(wrongKeys.length > 0 && { wrongKeys }),
  };
  return {
    ...judgeObserved(seen, alpha, dependent),
    absent: absences(made),
    ...(made.decrypted !== undefined && { restored: restored(plain, await read(made.decrypted)) }),
  };
}

/** @throws {NeuroveilError} "input" for images that are not of one encryption */
function checkFit(plain: Image, cipher: Image, name?: string): void {
  const fits =
    plain.width === cipher.width &&
    plain.height === cipher.height &&
    plain.channels === cipher.channels &&
    [plain.bits, 8 * bytesPerSample(plain.bits)].includes(cipher.bits);
  if (!fits)
    throw new NeuroveilError("input", {
      of: name,
      expected: `a cipher image of ${shape(plain)} as the plain image`,
      got: shape(cipher),
      todo: "give images of one encryption",
    });
  if (cipher.bits > 8 && cipher.bits < 16)
    throw new NeuroveilError("input", {
      of: name,
      expected: "a cipher image of at most 8 or of 16 bits",
      got: `${cipher.bits} bits`,
      todo: "save it with 16",
    });
}

function shape({ width, height, channels, bits }: Image): string {
  return `${width}×${height}×${channels} at ${bits} bits`;
}

function absences(made: MadeElsewhere): readonly string[] {
  const { oneSample, keyBit, otherNonce, wrongKey, decrypted } = made;
  return [
    oneSample.length === 0 &&
      "NPCR, UACI, avalanche and likeness, without cipher images of the plain image with one sample changed (one-sample-*.png)",
    keyBit.length === 0 &&
      "key sensitivity of encryption, without cipher images under a key with one bit changed (key-bit-*.png)",
    wrongKey.length === 0 &&
      "key sensitivity of decryption, without what a key with one bit changed decrypts (wrong-key-*.png)",
    otherNonce.length === 0 &&
      "whether equal images show, without cipher images under other nonces (other-nonce-*.png)",
    decrypted === undefined &&
      "whether the image comes back, without what the right key decrypts (decrypted.png)",
    "weak and equivalent keys, black and white images, and time, which take the cipher itself (--module, --command)",
  ].filter((each) => each !== false);
}

function restored(plain: Image, image: Image): Restored {
  const { n, equal } = together(differences(plain, image));
  return {
    differing: n - equal,
    n,
    psnr: psnr(plain, image)[0]!.value,
    ssim: ssim(plain, image)[0]!.value,
  };
}
