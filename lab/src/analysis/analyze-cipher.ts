import type { Cipher, Run } from "neuroveil/ciphers";
import { NeuroveilError } from "neuroveil/errors";
import type { Image } from "neuroveil/image";
import { differences, type Difference } from "../metrics/differences.ts";
import { wrongKeyReader, type WrongDecryption } from "../metrics/wrong-key.ts";
import { cipherImage, decryptedImage, type CipherImage } from "./cipher-image.ts";
import { judgeObserved, type Judgement } from "./judge.ts";
import { flipBit, keyAsUsed, spreadBits } from "./native-key.ts";
import { spreadSamples } from "./one-sample.ts";
import { wholeBytes } from "./whole-bytes.ts";

/** How a cipher is analysed. */
export interface AnalysisSettings extends Pick<Run, "signal" | "onProgress" | "threads"> {
  /** Native key, `cipher.nativeKey.bytes` bytes. */
  readonly key: Uint8Array;
  /** At how many places one sample is changed: 16 and more, default 100. */
  readonly positions?: number;
  /** Level of the whole family, default 0.001. */
  readonly alpha?: number;
}

/** What an analysis of one cipher on one image found. */
export interface Analysis extends Judgement {
  readonly cipher: string;
  readonly status: Cipher["status"];
  /** Places at which one sample was changed: as many as were asked for, or all that there are. */
  readonly positions: number;
  readonly positionsAsked: number;
}

const fewestPositions = 16;
/** Bits of the native key that are flipped, first and last among them. */
const keyBits = 8;
/** Images that are encrypted as the cipher is meant to be used. */
const usedImages = 8;
/** Between two pauses for other events; every pause costs a millisecond or more. */
const breathMilliseconds = 30;

/**
 * Encrypts an image bare under a native key and judges the cipher image by the metrics of the field,
 * as one family of tests at level `alpha`. Passing says that these metrics saw nothing; it proves
 * nothing about security.
 *
 * The list of metrics is `metrics` in `metrics/list.ts`; docs/analyze.md explains each. They look at the
 * cipher image alone and beside the plain image, at pairs of images in which one sample differs by one,
 * under a fixed key and nonce and under a nonce for every image, and at native keys of which one bit is
 * flipped: what they encrypt, and what they decrypt. Some values are given for information only.
 *
 * Metrics take the cipher image's samples, of 8 or 16 bits; those that count symbols (entropies,
 * chi-square, deviations) count 16-bit samples as two bytes.
 *
 * @throws {NeuroveilError} "usage" for a key of another length or fewer than 16 positions
 * @example
 * const cipher = cipherById("hybrid");
 * const key = crypto.getRandomValues(new Uint8Array(cipher.nativeKey.bytes));
 * const { metrics } = await analyzeCipher(cipher, image, { key });
 */
export async function analyzeCipher(
  cipher: Cipher,
  image: Image,
  settings: AnalysisSettings,
): Promise<Analysis> {
  const { key, positions = 100, alpha = 0.001, signal, onProgress, threads } = settings;
  check(cipher, key, positions);
  const run = { signal, threads };
  const samples = spreadSamples(image, positions);
  const flips = spreadBits(cipher, keyBits);
  const used = samples.slice(0, usedImages);
  const total = 1 + 2 * samples.length + 2 * flips.length + used.length;
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
    changed: readonly number[],
  ): Promise<CipherImage> => {
    const start = performance.now();
    const result = await cipherImage(cipher, image, { key: native, changed, memory, run });
    seconds.push((performance.now() - start) / 1000);
    await advance();
    return result;
  };

  const memory = (): Uint8Array => new Uint8Array(image.data.length);
  const encrypted = await encrypt(memory(), key, []);
  const whole = encrypted.image;

  // Large images would otherwise spend as long on new memory as on being encrypted.
  const [one, other] = [memory(), memory()];
  const pairs: (readonly Difference[])[] = [];
  for (const [i, sample] of samples.entries()) {
    // Scores against one and the same cipher image would be correlated, UACI's by a tenth; so every
    // position has an image of its own to be compared with.
    const own = ownSample(image, i);
    const before = await encrypt(one, key, [own]);
    const after = await encrypt(other, key, [own, sample]);
    pairs.push(differences(before.image, after.image));
  }

  const plain = wholeBytes(image);
  const flipped: (readonly Difference[])[] = [];
  const wrong: WrongDecryption[] = [];
  const readWrong = wrongKeyReader(plain);
  for (const bit of flips) {
    const near = flipBit(key, bit);
    flipped.push(differences(whole, (await encrypt(one, near, [])).image));
    const decryption = await decryptedImage(cipher, encrypted, { key: near, memory: other, run });
    wrong.push(readWrong(decryption));
    await advance();
  }

  const asUsed: (readonly Difference[])[] = [];
  for (const [i, sample] of used.entries()) {
    const fresh = await encrypt(one, await keyAsUsed(cipher, key, i), [sample]);
    asUsed.push(differences(whole, fresh.image));
  }

  const { bits } = whole;
  return {
    cipher: cipher.id,
    status: cipher.status,
    positions: samples.length,
    positionsAsked: positions,
    ...judgeObserved(
      {
        cipherImage: whole,
        bothImages: { plain, cipher: whole },
        oneSample: { pairs, bits },
        ownNonces: { pairs: asUsed, bits },
        nearKeys: { pairs: flipped, bits },
        wrongKeys: wrong,
        seconds,
      },
      alpha,
    ),
  };
}

function check(cipher: Cipher, key: Uint8Array, positions: number): void {
  if (key.length !== cipher.nativeKey.bytes)
    throw new NeuroveilError(
      "usage",
      `"key" expected the ${cipher.nativeKey.bytes} bytes of a native key of ${cipher.id}, got ${key.length}; derive it with nativeKeyFrom`,
    );
  if (!Number.isSafeInteger(positions) || positions < fewestPositions)
    throw new NeuroveilError(
      "usage",
      `"positions" expected a whole number from ${fewestPositions}, got ${positions}; leave it out for 100`,
    );
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
